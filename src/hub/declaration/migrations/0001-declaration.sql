create schema declaration;

-- A version of the declaration is never changed: an amendment that is adopted makes the next one.
create table declaration.version (
  version text primary key check (version ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])([.][1-9])?$'),
  adopted_at timestamptz not null,
  amendment integer
);

-- The principles of each version. Words that are missing here are the ones this software brings along.
create table declaration.principle (
  id text not null check (id ~ '^[a-z]+(-[a-z]+)*$'),
  version text not null references declaration.version,
  place smallint not null,
  title jsonb not null default '{}',
  summary jsonb not null default '{}',
  primary key (id, version)
);

-- The text of a version in a language. A correction is a further row: what was shown once keeps its hash and address.
create table declaration.text (
  version text not null references declaration.version,
  language text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  text text not null,
  published_at timestamptz not null,
  primary key (version, language, sha256)
);
create index on declaration.text (sha256);

create table declaration.amendment (
  number integer generated always as identity primary key,
  about text not null,
  title text not null,
  text text not null,
  reason text not null,
  salt text not null,
  proposed_at timestamptz not null,
  proposed_as text not null,
  state text not null default 'open' check (state in ('open', 'declined', 'adopted')),
  answer text,
  answered_at timestamptz,
  version text references declaration.version
);

create table declaration.comment (
  id text primary key,
  amendment integer not null references declaration.amendment,
  at timestamptz not null,
  written_as text not null,
  text text not null,
  salt text not null,
  hidden text
);
create index on declaration.comment (amendment, at);
