create schema groups;

-- Cities that work on something together.
create table groups.group (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  purpose text not null,
  -- What a closed group writes is not shown; why it is closed, is.
  closed_because text,
  chair text,
  founded_on date not null,
  ended_on date
);

create table groups.member (
  "group" text not null references groups.group,
  city text not null,
  since date not null,
  left_on date,
  primary key ("group", city, since)
);
create unique index on groups.member ("group", city) where left_on is null;

-- Minutes and documents: text that is kept here, or the address of something with its hash.
create table groups.document (
  number integer generated always as identity primary key,
  "group" text not null references groups.group,
  kind text not null check (kind in ('minutes', 'document')),
  title text not null,
  "on" date not null,
  text text,
  link text,
  sha256 text not null,
  filed_at timestamptz not null
);
create index on groups.document ("group", number desc);

create table groups.task (
  number integer generated always as identity primary key,
  "group" text not null references groups.group,
  title text not null,
  city text,
  due_on date not null,
  done_on date
);
create index on groups.task ("group", due_on);

-- One text that several bodies approve side by side. Each version is a row and stays.
create table groups.text (
  number integer generated always as identity primary key,
  "group" text not null references groups.group,
  title text not null,
  opened_at timestamptz not null,
  adopted_at timestamptz,
  adopted_sha256 text
);

create table groups.text_version (
  text integer not null references groups.text,
  version integer not null,
  body text not null,
  sha256 text not null,
  -- The amendment it comes from; the first version comes from none.
  amendment integer,
  at timestamptz not null,
  primary key (text, version)
);

-- A body that has to approve: what it approved is a hash, and holds for that text alone.
create table groups.track (
  text integer not null references groups.text,
  body text not null,
  sha256 text,
  approved_on date,
  decision text,
  primary key (text, body)
);

create table groups.amendment (
  number integer generated always as identity primary key,
  text integer not null references groups.text,
  -- The version it changes.
  version integer not null,
  city text,
  body text not null,
  reason text not null,
  salt text not null,
  state text not null default 'open' check (state in ('open', 'taken-in', 'declined')),
  at timestamptz not null
);
create index on groups.amendment (text, number);

create table groups.statement (
  number integer generated always as identity primary key,
  "group" text not null references groups.group,
  title text not null,
  body text not null,
  sha256 text not null,
  published_on date not null
);

-- A city signs with the decision that lets it: each on its own day, also later than the others.
create table groups.signature (
  statement integer not null references groups.statement,
  city text not null,
  authority text not null,
  decided_on date not null,
  proof text not null,
  sha256 text not null,
  signed_on date not null,
  withdrawn_on date,
  primary key (statement, city)
);
