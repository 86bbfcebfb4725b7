create schema practices;

-- A practice of the compendium. Its number is for ever; what was published stands in its versions.
create table practices.practice (
  number integer generated always as identity primary key,
  city text not null,
  state text not null check (state in ('draft', 'approved', 'published', 'archived')),
  -- What the city is writing; the published words are in `shown`.
  content jsonb not null,
  -- What the editors asked for when they sent it back.
  returned text,
  -- The version that is shown; 0: none yet.
  version integer not null default 0,
  shown jsonb,
  words tsvector,
  published_at timestamptz,
  changed_at timestamptz not null,
  -- When somebody last said that it is still true, and since when the question is open.
  confirmed_on date,
  asked_on date,
  -- Hash of the code in the letter that asks.
  code text unique,
  archived_on date,
  archived_because text,
  check ((version = 0) = (shown is null) and (version = 0) = (published_at is null))
);
create index on practices.practice using gin (words);
create index on practices.practice (city);
create index on practices.practice (published_at desc, number desc);

-- A version as it was published. It is never changed.
create table practices.version (
  practice integer not null references practices.practice,
  number integer not null check (number > 0),
  content jsonb not null,
  sha256 text not null,
  published_at timestamptz not null,
  primary key (practice, number)
);

-- Another city says that it reuses a practice.
create table practices.adoption (
  practice integer not null references practices.practice,
  city text not null,
  since date not null,
  words text,
  stated_at timestamptz not null,
  ended_on date,
  primary key (practice, city)
);
create index on practices.adoption (city);
