create schema partners;

-- A network, a body of the United Nations or another organisation that supports the coalition.
create table partners.partner (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null unique,
  kind text not null,
  -- What it does for the cities, by language.
  role jsonb not null default '{}',
  website text,
  since text check (since ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  left_on date,
  changed_at timestamptz not null
);
