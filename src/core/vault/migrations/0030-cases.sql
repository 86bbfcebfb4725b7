-- A value that belongs to one case and to no other, such as what somebody asked in it.
alter table vault.datum add column case_ref text;

-- Secret codes with which somebody without an account reads what belongs to their own case.
create table vault.code (
  module text not null,
  case_ref text not null,
  person uuid not null references vault.person on delete cascade,
  hash bytea not null,
  batch text,
  primary key (module, case_ref)
);
create index code_batch on vault.code (batch) where batch is not null;
