create schema evidence;

-- A city whose documents are asked for, and when.
create table evidence.node (
  city text primary key check (city ~ '^[a-z0-9]+(-[a-z0-9]+)+$'),
  domain text not null,
  next_at timestamptz not null,
  asked_at timestamptz,
  -- The last time its document could be read.
  read_at timestamptz,
  failures integer not null default 0 check (failures >= 0),
  failure text,
  -- What the last good document was: hash, signature, names, bytes of everything.
  sha256 text,
  signedness text,
  names jsonb not null default '{}',
  bytes bigint not null default 0,
  -- The key that was seen first, or that its predecessor signed over to.
  key jsonb,
  -- Role mailbox the city declares on its own domain.
  contact text,
  seed text,
  -- Named by the secretariat: what the directory says of it changes nothing here.
  by_hand boolean not null,
  -- A city that is no longer asked keeps what is known of it.
  asking boolean not null default true
);
create index on evidence.node (next_at) where asking;

-- What became of each declared document the last time.
create table evidence.document (
  city text not null references evidence.node,
  rel text not null,
  href text not null,
  status integer,
  failure text,
  sha256 text,
  bytes bigint not null,
  at timestamptz not null,
  form text,
  facts jsonb not null,
  etag text,
  modified text,
  checker text not null,
  primary key (city, rel, href)
);

-- What a probe found, from when to when: one row for as long as it stays the same.
create table evidence.finding (
  id uuid primary key,
  city text not null references evidence.node,
  item text not null check (item ~ '^S[0-9]{2}$'),
  value text not null check (value in ('pass', 'partial', 'fail', 'not-applicable', 'unknown')),
  level text not null check (level ~ '^E[0-5]$'),
  reasons text[] not null,
  counted jsonb not null,
  source text,
  sha256 text,
  checker text not null,
  since timestamptz not null,
  seen_at timestamptz not null,
  current boolean not null
);
create unique index on evidence.finding (city, item) where current;
create index on evidence.finding (city, item, since desc);

-- What somebody says against a finding, and what the city answers.
create table evidence.contradiction (
  number integer generated always as identity primary key,
  city text not null references evidence.node,
  item text not null,
  finding uuid references evidence.finding,
  text text not null,
  link text,
  salt text not null,
  made_at timestamptz not null,
  due_on date not null,
  -- SHA-256 of the code in the letter to the city.
  code text not null unique,
  answer text,
  answered_at timestamptz,
  answered_by text check (answered_by in ('city', 'secretariat')),
  hidden text,
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
);
create index on evidence.contradiction (city, item, number desc);
create index on evidence.contradiction (due_on) where answer is null;
