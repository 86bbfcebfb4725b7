create schema cities;

-- A city of the directory: who it is. Two cities of the same name are two rows, and stay two.
create table cities.city (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)+$'),
  -- The id without its number: `bergen-no`; the second of that name and country has `same` 2.
  base text not null,
  same integer not null check (same > 0),
  name text not null,
  names jsonb not null default '{}',
  country text not null check (country ~ '^[A-Z]{2}$'),
  region text,
  kind text not null check (kind in ('city', 'region', 'group')),
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  placed text not null check (placed in ('exact', 'rough', 'none')),
  -- The point on the map of the world.
  x real,
  y real,
  population integer check (population >= 0),
  size smallint,
  geonames_id integer unique,
  website text,
  domains text[] not null default '{}',
  languages text[] not null default '{}',
  founder boolean not null default false,
  -- Name as lists are sorted, and words as they are looked for: folded.
  sort text not null,
  words tsvector not null,
  added_at timestamptz not null,
  changed_at timestamptz not null,
  unique (base, same),
  check ((placed = 'none') = (lon is null) and (lon is null) = (lat is null) and (lon is null) = (x is null))
);
create index on cities.city (sort collate "C", id collate "C");
create index on cities.city (country, sort collate "C", id collate "C");
create index on cities.city using gin (words);
create index on cities.city (changed_at desc, id);

-- By which name which list knows a city, and what it said the last time.
create table cities.source (
  source text not null,
  external_id text not null,
  city text not null references cities.city,
  hash text not null,
  primary key (source, external_id)
);

-- What other services found out about a city and what it can be looked for by.
create table cities.finding (
  city text primary key references cities.city,
  principles text[] not null default '{}',
  -- Highest level of evidence, E0 to E5.
  evidence smallint not null check (evidence between 0 and 5),
  noted_at timestamptz not null
);

-- What a city says about itself, in one language.
create table cities.profile (
  city text not null references cities.city,
  language text not null,
  summary text,
  quote text,
  quote_by text,
  recommendations text,
  future text,
  links text[] not null default '{}',
  -- Principle → what the city does about it.
  sections jsonb not null default '{}',
  written_at timestamptz not null,
  primary key (city, language)
);

-- Counts the changes, so that what was drawn from these tables may be kept until there is another one.
create table cities.revision (
  single boolean primary key default true check (single),
  number bigint not null
);
insert into cities.revision (number) values (0);
create function cities.revised() returns trigger language plpgsql as $$
begin
  update cities.revision set number = number + 1;
  return null;
end $$;
create trigger revised after insert or update or delete on cities.city
  for each statement execute function cities.revised();
create trigger revised after insert or update or delete on cities.finding
  for each statement execute function cities.revised();
