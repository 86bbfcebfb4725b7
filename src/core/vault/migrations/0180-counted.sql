-- How often somebody was one of many of whom only a number was told (scope aggregate). The reading itself stands once
-- in the log of accesses, about nobody in particular.
create table vault.counted (
  person  uuid not null references vault.person on delete cascade,
  purpose text not null,
  -- Year and month of the last time, in UTC: 2026-03.
  month   text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  times   integer not null check (times > 0),
  last_at timestamptz not null,
  primary key (person, purpose, month)
);
create index counted_at on vault.counted (last_at);
