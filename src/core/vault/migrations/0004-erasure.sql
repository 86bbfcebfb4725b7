-- An order that a class of a person is kept although its time is over, or the person asks for its erasure.
create table vault.hold (
  id uuid primary key,
  person uuid not null,
  class text not null,
  reference text not null,
  from_at timestamptz not null,
  until_at timestamptz
);
create unique index hold_live on vault.hold (person, class, reference) where until_at is null;

-- What was erased, and when no copy of its key is left either. The same lines stand in the key folder,
-- so that a restored copy of this database erases them again before it answers.
create table vault.erasure (
  id uuid primary key,
  person uuid not null,
  class text not null,
  why text not null check (why in ('request', 'retention', 'account')),
  values integer not null,
  at timestamptz not null,
  gone_at timestamptz not null
);
create index erasure_person on vault.erasure (person, at);

create index grant_person on vault.grant (person);
create index datum_class on vault.datum (class, since);
