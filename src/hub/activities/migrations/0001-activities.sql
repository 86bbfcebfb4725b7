create schema activities;

-- Something a city of the coalition invites to.
create table activities.activity (
  number integer generated always as identity primary key,
  city text not null,
  title text not null,
  kind text not null,
  language text not null,
  about text not null,
  principles text[] not null default '{}',
  -- The clock of the place, and the moments it means.
  zone text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  place text,
  link text,
  languages text[] not null default '{}',
  interpretation text,
  captions boolean not null,
  step_free boolean not null,
  contact text not null,
  price text,
  -- Seats; null: as many as come. `rule`: who registers where.
  capacity integer check (capacity > 0),
  rule text not null check (rule in ('none', 'here', 'elsewhere')),
  -- How often it was changed: calendars take the newest (RFC 5545 3.8.7.4).
  sequence integer not null default 0,
  cancelled_at timestamptz,
  changed_at timestamptz not null,
  material text,
  recording text,
  outcome text,
  -- How many had registered when the registrations were forgotten.
  registered integer,
  check (place is not null or link is not null)
);
create index on activities.activity (starts_at, number);
create index on activities.activity (city);

-- A seat of somebody who is signed in: this service's pseudonym, forgotten a week after the activity.
create table activities.registration (
  activity integer not null references activities.activity,
  ref text not null,
  registered_at timestamptz not null,
  primary key (activity, ref)
);

-- 29 October of a year, for one member: empty, announced, held with evidence.
create table activities.slot (
  year integer not null,
  city text not null,
  activity integer references activities.activity,
  announced_at timestamptz,
  evidence text,
  held_at timestamptz,
  primary key (year, city),
  check (held_at is null or (activity is not null and evidence is not null))
);
