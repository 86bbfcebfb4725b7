-- Whose data a breach concerns, as computed from accesses and open cases (GDPR art. 33, 34). The city
-- knows the number of the breach and how many people there are, never who.
create table vault.affected (
  breach text not null,
  person uuid not null references vault.person on delete cascade,
  found_at timestamptz not null,
  told_at timestamptz,
  mailed_at timestamptz,
  primary key (breach, person)
);
create index affected_person on vault.affected (person) where told_at is not null;
create index affected_letter on vault.affected (breach, person)
  where told_at is not null and mailed_at is null;

-- Two officials place a legal hold, and two end it: one asks, another agrees.
create table vault.hold_order (
  id uuid primary key,
  change text not null check (change in ('placed', 'released')),
  class text not null,
  reference text not null,
  -- The order that is to be ended.
  ends uuid references vault.hold_order,
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  agreed boolean,
  check (decided_by <> asked_by),
  check ((agreed is null) = (decided_at is null))
);
create unique index hold_order_ends on vault.hold_order (ends) where agreed is not false;

create table vault.hold_order_person (
  hold_order uuid not null references vault.hold_order,
  person uuid not null,
  primary key (hold_order, person)
);
