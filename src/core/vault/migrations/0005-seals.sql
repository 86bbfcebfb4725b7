-- Accesses and erasures of a period under one root, which stands on the public record.
create table vault.seal (
  id uuid primary key,
  kind text not null check (kind in ('access', 'erasure')),
  from_day text not null,
  to_day text not null,
  count integer not null,
  root bytea not null,
  made_at timestamptz not null,
  entry text
);
create index seal_open on vault.seal (id) where entry is null;

-- One access or erasure in its batch. The salt of an access lies under a key of the person: without it
-- the commitment says nothing.
create table vault.leaf (
  subject uuid primary key,
  seal uuid not null references vault.seal,
  leaf integer not null,
  commitment bytea not null,
  keyver integer,
  iv bytea,
  salt bytea,
  unique (seal, leaf)
);

