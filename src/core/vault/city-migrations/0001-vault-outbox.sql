create schema vault;

-- Batches of personal data whose transaction committed: the vault is to confirm them.
create table vault.kept (
  batch text primary key,
  module text not null,
  at timestamptz not null,
  noted_at timestamptz not null default now()
);

-- Cases that were closed: the vault is to end their grants.
create table vault.ended (
  module text not null,
  case_ref text not null,
  at timestamptz not null,
  primary key (module, case_ref)
);
