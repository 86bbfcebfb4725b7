create schema decisions;

-- The register of algorithms: every version that ever ran here. One with `until` is no longer in force.
create table decisions.registered (
  name       text collate "C" not null,
  version    integer not null check (version > 0),
  hash       text not null check (length(hash) = 64),
  says       text not null,
  law        text not null,
  contest_at text not null,
  since      timestamptz not null,
  until      timestamptz,
  primary key (name, version)
);

-- Every decision that was taken: by which version, on which facts, with which outcome, and because of what.
create table decisions.taken (
  id       text collate "C" primary key,
  decision text collate "C" not null,
  version  integer not null,
  hash     text not null,
  about    text collate "C" not null,
  facts    jsonb not null,
  outcome  text not null,
  because  jsonb not null,
  at       timestamptz not null,
  foreign key (decision, version) references decisions.registered (name, version)
);
create index taken_decision on decisions.taken (decision, id);
create index taken_about on decisions.taken (about, id);

comment on column decisions.registered.name is 'pd:none';
comment on column decisions.registered.hash is 'pd:none';
comment on column decisions.registered.says is 'pd:none';
comment on column decisions.registered.law is 'pd:none';
comment on column decisions.registered.contest_at is 'pd:none';
comment on column decisions.taken.id is 'pd:none';
comment on column decisions.taken.decision is 'pd:none';
comment on column decisions.taken.hash is 'pd:none';
comment on column decisions.taken.about is 'pd:none';
comment on column decisions.taken.facts is 'pd:none';
comment on column decisions.taken.outcome is 'pd:none';
comment on column decisions.taken.because is 'pd:none';
