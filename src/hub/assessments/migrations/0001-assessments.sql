create schema assessments;

-- A city's half-yearly report: a draft that is saved as it is written, and what was handed in.
create table assessments.report (
  city text not null,
  half text not null check (half ~ '^[0-9]{4}-[12]$'),
  -- What the city claims of itself: block, principle, level 0 to 4.
  claims jsonb not null,
  -- What followed from the evidence on the day it was handed in.
  derived jsonb,
  -- Steps that were looked at, so that nothing is handed in that nobody saw.
  seen text[] not null default '{}',
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  handed_in_at timestamptz,
  primary key (city, half),
  check ((derived is null) = (handed_in_at is null))
);
create index on assessments.report (handed_in_at desc) where handed_in_at is not null;
