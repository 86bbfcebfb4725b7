-- What each service found out for itself. `cities.finding` is all of it together, and what cities are looked for by.
create table cities.source_finding (
  city text not null references cities.city,
  -- The service that found it out.
  source text not null,
  principles text[] not null default '{}',
  evidence smallint not null check (evidence between 0 and 5),
  noted_at timestamptz not null,
  primary key (city, source)
);
insert into cities.source_finding (city, source, principles, evidence, noted_at)
  select city, 'evidence', principles, evidence, noted_at from cities.finding;
