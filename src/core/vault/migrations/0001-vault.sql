create schema vault;
-- Wrapped keys stand apart from what they open, so that they can be backed up, and destroyed, apart.
create schema keys;

-- The master key itself is in the key folder; here is only by what to know it again.
create table keys.master (
  version integer primary key,
  fingerprint bytea not null,
  made_at timestamptz not null default now()
);

-- Roots of pseudonyms, indexes, codes and passwords, wrapped by the master key.
create table keys.secret (
  name text primary key,
  wrapped bytea not null,
  master integer not null references keys.master
);

-- One key for each person and retention class: destroying it erases that class of that person.
create table keys.dek (
  person uuid not null,
  class text not null,
  version integer not null,
  wrapped bytea not null,
  master integer not null references keys.master,
  primary key (person, class, version)
);

create table vault.person (
  person uuid primary key,
  batch text,
  since timestamptz not null
);
create index person_batch on vault.person (batch) where batch is not null;

-- Pseudonyms: what a service calls a person.
create table vault.ref (
  module text not null,
  ref text not null,
  person uuid not null references vault.person on delete cascade,
  primary key (module, ref),
  unique (person, module)
);

create table vault.field (
  name text primary key,
  sha256 text not null,
  body jsonb not null
);

create table vault.purpose (
  id text not null,
  version integer not null,
  module text not null,
  sha256 text not null,
  body jsonb not null,
  active boolean not null,
  published_at timestamptz not null default now(),
  primary key (id, version)
);
create unique index purpose_active on vault.purpose (id) where active;

-- A value with its batch is not settled yet: it vanishes unless the city commits.
create table vault.datum (
  id uuid primary key,
  person uuid not null references vault.person on delete cascade,
  field text not null,
  class text not null,
  keyver integer not null,
  iv bytea not null,
  ciphertext bytea not null,
  batch text,
  since timestamptz not null
);
create index datum_person on vault.datum (person, field);
create index datum_batch on vault.datum (batch) where batch is not null;

create table vault.grant (
  id uuid primary key,
  person uuid not null references vault.person on delete cascade,
  purpose text not null,
  module text not null,
  case_ref text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  batch text
);
create unique index grant_live on vault.grant (person, purpose, case_ref) where until_at is null;
create index grant_case on vault.grant (module, case_ref) where until_at is null;
create index grant_batch on vault.grant (batch) where batch is not null;

create table vault.batch (
  module text not null,
  batch text not null,
  state text not null check (state in ('open', 'confirmed', 'discarded')),
  made_at timestamptz not null default clock_timestamp(),
  primary key (module, batch)
);
create index batch_open on vault.batch (module, made_at) where state = 'open';

-- What was kept in a batch, by the keyed hash of its content: the same asked again gives the same answer.
create table vault.kept (
  batch text not null,
  content bytea not null,
  ref text not null,
  primary key (batch, content)
);

-- Every reading, also a denied one. It outlives what was read, so it points at no other table.
create table vault.access (
  id uuid primary key,
  at timestamptz not null,
  seen_at timestamptz not null default clock_timestamp(),
  person uuid,
  purpose text not null,
  purpose_version integer not null,
  fields text[] not null,
  module text not null,
  actor_kind text not null,
  actor_ref text,
  badge text,
  unit text,
  on_behalf_of text,
  case_ref text,
  reason text,
  basis jsonb,
  recipients text[] not null default '{}',
  outcome text not null check (outcome in ('read', 'denied')),
  denied text,
  breach text check (breach in ('gap', 'violation')),
  visible_from timestamptz not null
);
create index access_person on vault.access (person, id desc);

-- Nobody, not even the vault, changes or removes what was logged.
create function vault.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the access log is append-only';
end $$;
create trigger access_append_only before update or delete on vault.access
  for each row execute function vault.refuse_change();
create trigger access_never_emptied before truncate on vault.access
  for each statement execute function vault.refuse_change();

create table vault.account (
  person uuid primary key references vault.person,
  email_index bytea not null unique,
  password_hash text not null,
  language text not null,
  opened_at timestamptz not null,
  confirmed_at timestamptz
);

-- How often somebody knocked: by keyed hash of an address, whether or not an account stands behind it.
create table vault.attempt (
  subject bytea primary key,
  count integer not null,
  last_at timestamptz not null
);

create table vault.letter (
  letter text primary key,
  kind text not null check (kind in ('confirm', 'sign-in', 'reset')),
  person uuid references vault.person on delete cascade,
  asked_at timestamptz not null,
  secret_hash bytea,
  until_at timestamptz,
  tries integer not null default 0,
  used_at timestamptz
);
create unique index letter_secret on vault.letter (secret_hash) where kind = 'reset';
