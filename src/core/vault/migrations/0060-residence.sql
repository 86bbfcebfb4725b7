-- Who lives here (privacy-record.md 5): one active account per person, by a keyed hash of name and day of birth.
create table vault.residence (
  person   uuid primary key references vault.person on delete cascade,
  identity bytea not null unique,
  -- Given in a batch that is not settled yet.
  batch    text,
  since    timestamptz not null
);

-- The register of residents as keyed hashes: a row is found only by somebody who knows all of it.
create table vault.register (
  tag         bytea primary key,
  district    text not null,
  -- Null for everybody who was sixteen already when the list was taken in.
  over16_from date,
  run         text not null
);
create index register_run on vault.register (run);

-- By which number a desk knows for half an hour whose account stands before it.
create table vault.desk_number (
  person    uuid primary key references vault.person on delete cascade,
  code_hash bytea not null unique,
  until_at  timestamptz not null
);
