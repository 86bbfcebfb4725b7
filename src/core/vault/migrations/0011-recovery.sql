-- Help at the desk for somebody who can no longer sign in: two officials, a code on paper (privacy-record.md 5.2).
create table vault.recovery (
  recovery    text primary key,
  -- Null when no account has the address: the desk is not told.
  person      uuid references vault.person on delete cascade,
  -- What was looked at, such as a passport: its kind, never its number.
  evidence    text not null,
  code_hash   bytea not null unique,
  asked_at    timestamptz not null,
  asked_by    text not null,
  badge       text not null,
  until_at    timestamptz not null,
  approved_at timestamptz,
  approved_by text,
  used_at     timestamptz,
  stopped_at  timestamptz
);
create index recovery_person on vault.recovery (person);
