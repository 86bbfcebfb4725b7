-- What a decision decides by that changes while the city runs: a trained classifier, a list of rules. A part is known
-- by the hash of its bytes and is never changed; another one takes its place.
create table decisions.part (
  hash     text collate "C" primary key check (hash ~ '^[0-9a-f]{64}$'),
  decision text collate "C" not null,
  bytes    bytea not null,
  -- SHA-256 of what it was learned from; null when it was written by people.
  learned  text collate "C" check (learned ~ '^[0-9a-f]{64}$'),
  made_at  timestamptz not null,
  check (hash = encode(sha256(bytes), 'hex'))
);

-- Which part a decision uses in which place, from when until when.
create table decisions.bound (
  decision text collate "C" not null,
  place    text collate "C" not null,
  hash     text collate "C" not null references decisions.part,
  since    timestamptz not null,
  until    timestamptz,
  primary key (decision, place, since)
);
create unique index bound_now on decisions.bound (decision, place) where until is null;

comment on column decisions.part.hash is 'pd:none';
comment on column decisions.part.decision is 'pd:none';
comment on column decisions.part.bytes is 'pd:none';
comment on column decisions.part.learned is 'pd:none';
comment on column decisions.bound.decision is 'pd:none';
comment on column decisions.bound.place is 'pd:none';
comment on column decisions.bound.hash is 'pd:none';
