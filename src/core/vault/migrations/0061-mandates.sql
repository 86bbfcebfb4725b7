-- Who acts for whom (privacy-record.md 2.9). It is in force from the second yes until its end.
create table vault.mandate (
  mandate      uuid primary key,
  kind         text not null check (kind in ('parental', 'court', 'voluntary')),
  -- Who is represented, and who acts for them; null while an invitation was not taken.
  person       uuid not null references vault.person on delete cascade,
  delegate     uuid references vault.person on delete cascade,
  scopes       text[] not null,
  -- Number of the file at the city: never a document.
  evidence     text,
  -- Keyed hash of name and day of birth of somebody represented without an account.
  identity     bytea,
  asked_at     timestamptz not null,
  -- The official who asked, and the number shown instead of a name; null when the person did.
  asked_by     text,
  badge        text,
  code_hash    bytea unique,
  code_until   timestamptz,
  taken_at     timestamptz,
  from_at      timestamptz,
  until_at     timestamptz not null,
  ended_at     timestamptz,
  ended_why    text check (ended_why in ('withdrawn', 'date', 'majority', 'desk', 'erased')),
  -- How the one who is represented calls the other, under their key; and the other way round.
  delegate_keyver integer, delegate_iv bytea, delegate_name bytea,
  person_keyver   integer, person_iv   bytea, person_name   bytea
);
create index mandate_person on vault.mandate (person);
create index mandate_delegate on vault.mandate (delegate);
create index mandate_until on vault.mandate (until_at) where ended_at is null;

-- Read by somebody who acts for the person.
alter table vault.access add column mandate uuid;
