create schema open311;

-- A key that officials gave to a developer. Only its SHA-256 is kept.
create table open311.key (
  id         text collate "C" primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name       text not null,
  -- A role mailbox.
  contact    text not null,
  secret     bytea not null check (length(secret) = 32),
  since      timestamptz(3) not null,
  ended_at   timestamptz(3),
  used_on    date
);
create unique index key_secret on open311.key (secret);

-- Which report came in by which key, and the SHA-256 of the sender's own reference to it, if there was one.
create table open311.receipt (
  number    text primary key,
  key       text not null references open311.key (id),
  reference bytea check (length(reference) = 32),
  at        timestamptz(3) not null
);
create unique index receipt_reference on open311.receipt (key, reference) where reference is not null;
create index receipt_token on open311.receipt (reference) where reference is not null;

-- A report on its way to another system, and what was heard of it since.
create table open311.delivery (
  id        text primary key,
  number    text not null,
  system    text not null,
  state     text not null check (state in ('unsent', 'sending', 'token', 'sent', 'failed', 'stopped')),
  -- Our own reference: by it the other side knows that it has this one already.
  reference text not null,
  tries     integer not null default 0,
  why       text,
  -- What the other side said of why not, cut to a line.
  said      text,
  token     text,
  remote    text,
  asked_at  timestamptz(3) not null,
  next_at   timestamptz(3),
  sent_at   timestamptz(3),
  -- What was last heard: the state and words, as one hash.
  heard     text,
  heard_at  timestamptz(3),
  closed_at timestamptz(3),
  -- A report is at one system once.
  unique (number, system)
);
create index delivery_next on open311.delivery (next_at) where next_at is not null;
create index delivery_sent on open311.delivery (system, remote) where state = 'sent';

-- Updates of another system that stand on our timeline already, or that we were sent.
create table open311.heard (
  origin text not null,
  update text not null,
  at     timestamptz(3) not null,
  primary key (origin, update)
);

comment on column open311.key.id is 'pd:none';
comment on column open311.key.name is 'pd:none';
comment on column open311.key.contact is 'pd:none';
comment on column open311.receipt.number is 'pd:none';
comment on column open311.receipt.key is 'pd:none';
comment on column open311.delivery.id is 'pd:none';
comment on column open311.delivery.number is 'pd:none';
comment on column open311.delivery.system is 'pd:none';
comment on column open311.delivery.state is 'pd:none';
comment on column open311.delivery.reference is 'pd:none';
comment on column open311.delivery.why is 'pd:none';
comment on column open311.delivery.said is 'pd:none';
comment on column open311.delivery.token is 'pd:none';
comment on column open311.delivery.remote is 'pd:none';
comment on column open311.delivery.heard is 'pd:none';
comment on column open311.heard.origin is 'pd:none';
comment on column open311.heard.update is 'pd:none';
comment on column open311.key.secret is 'pd:none';
comment on column open311.receipt.reference is 'pd:none';

-- Since when the city offers what it offers now: what clients call the changeset.
create table open311.offer (
  hash text primary key,
  at   timestamptz(3) not null
);
comment on column open311.offer.hash is 'pd:none';
