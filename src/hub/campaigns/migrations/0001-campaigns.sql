create schema campaigns;

-- A goal with a date. What counts is a rule over the public record; nobody types the number.
create table campaigns.campaign (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  language text not null,
  about text not null,
  target integer not null check (target > 0),
  starts_on date not null,
  zone text not null,
  days integer not null check (days > 0),
  baseline integer not null check (baseline >= 0),
  rule jsonb not null,
  launched_at timestamptz not null,
  -- Set once, when the last day is over.
  result integer,
  closed_at timestamptz,
  check ((result is null) = (closed_at is null))
);

-- What a city promises within a campaign: a clause that can be measured, and who may sign it.
create table campaigns.pledge (
  campaign text not null references campaigns.campaign,
  city text not null,
  text text not null,
  measure text not null,
  goal integer not null check (goal > 0),
  due_on date not null,
  authority text not null,
  decision text not null,
  pledged_on date not null,
  -- The last that the city reported, with its source.
  value integer check (value >= 0),
  reported_on date,
  source text,
  primary key (campaign, city)
);
create index on campaigns.pledge (city);
