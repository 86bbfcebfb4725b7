create schema changes;

-- Another hub whose changes are copied here, and what it is known by since the first time.
create table changes.mirror (
  hub text primary key,
  url text not null,
  -- Key of its discovery document, and of its log.
  key jsonb,
  vkey text,
  origin text,
  log_url text,
  feed_url text,
  -- Place in its log of the last line that was copied; -1 before the first.
  cursor bigint not null default -1,
  asked_at timestamptz,
  copied_at timestamptz,
  failure text
);

-- A line of its feed, letter by letter. Nothing of it is ours.
create table changes.copied (
  hub text not null references changes.mirror,
  cursor bigint not null,
  entry text not null,
  type text not null,
  line text not null,
  primary key (hub, cursor)
);
create index on changes.copied (entry);

-- The directory as the lines come to: the last word on each city.
create table changes.copied_city (
  hub text not null references changes.mirror,
  city text not null,
  name text,
  country text,
  state text,
  since text,
  stated jsonb not null default '{}',
  cursor bigint not null,
  primary key (hub, city)
);

-- A city of the directory whose log is followed, and what it is known by since the first time.
create table changes.member_log (
  city text primary key,
  domain text not null,
  key jsonb,
  origin text,
  asked_at timestamptz,
  next_at timestamptz not null,
  failures integer not null default 0,
  failure text
);
create index on changes.member_log (next_at);
create index on changes.member_log (origin);

-- What is wrong, from when to when.
create table changes.alarm (
  id text primary key,
  kind text not null,
  about text not null,
  detail text not null,
  since timestamptz not null,
  over_at timestamptz
);
create unique index on changes.alarm (kind, about, detail) where over_at is null;

comment on schema changes is 'pd:none';
