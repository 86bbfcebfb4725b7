create schema processing;

-- What the public record knows of each activity: the same is not said twice.
create table processing.activity (
  purpose text primary key,
  hash text not null,
  at timestamptz not null
);

-- How often was read for a purpose, in a month or in what is left of a year; null: fewer than ten.
create table processing.read (
  purpose text not null,
  period text not null check (period ~ '^[0-9]{4}(-[0-9]{2})?$'),
  count integer check (count >= 10),
  primary key (purpose, period)
);
create table processing.unread (
  purpose text not null,
  field text not null,
  primary key (purpose, field)
);
create table processing.delayed (
  year text primary key,
  count integer not null
);
create table processing.tally (
  one boolean primary key default true check (one),
  at timestamptz not null,
  since timestamptz not null
);

-- Questions for an assessment, as somebody else published them; a changed set is a new version.
create table processing.question_set (
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,60}$'),
  version integer not null,
  kind text not null check (kind in ('dpia', 'iama', 'fria')),
  language text not null,
  title text not null,
  parts jsonb not null,
  sha256 text not null,
  taken_at timestamptz not null,
  primary key (code, version)
);

-- An assessment: written step by step, agreed to by two others, published as a summary.
create table processing.form (
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,60}$'),
  version integer not null,
  kind text not null check (kind in ('dpia', 'iama', 'fria')),
  set_code text not null,
  set_version integer not null,
  title text not null,
  summary text not null default '',
  state text not null check (state in ('draft', 'review', 'published', 'replaced')),
  answers jsonb not null default '{}',
  -- Prior consultation of the authority (GDPR art. 36).
  consultation text not null default 'not-needed' check (consultation in ('not-needed', 'asked', 'answered')),
  consulted text not null default '',
  review_on date,
  round integer not null default 1,
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  handed_in_by text,
  handed_in_at timestamptz,
  published_at timestamptz,
  primary key (code, version)
);
create unique index form_open on processing.form (code) where state in ('draft', 'review');
create unique index form_published on processing.form (code) where state = 'published';

create table processing.risk (
  id text primary key,
  code text not null,
  version integer not null,
  what text not null,
  likelihood integer not null check (likelihood between 1 and 3),
  severity integer not null check (severity between 1 and 3),
  measures text not null,
  rest_likelihood integer not null check (rest_likelihood between 1 and 3),
  rest_severity integer not null check (rest_severity between 1 and 3),
  foreign key (code, version) references processing.form
);
create index risk_form on processing.risk (code, version);

create table processing.review (
  code text not null,
  version integer not null,
  round integer not null,
  by text not null,
  verdict text not null check (verdict in ('agree', 'back')),
  words text not null,
  at timestamptz not null,
  primary key (code, version, round, by),
  foreign key (code, version) references processing.form
);

-- A breach of personal data (GDPR art. 33(5)). Nobody is named: whom it concerns is in the vault.
create table processing.breach (
  number text primary key,
  exercise boolean not null,
  state text not null check (state in ('open', 'closed')),
  title text not null,
  kinds text[] not null,
  noticed_at timestamptz not null,
  noticed_by text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  due_at timestamptz not null,
  opened_at timestamptz not null,
  risk text not null default 'unknown' check (risk in ('unknown', 'none', 'some', 'high')),
  risk_why text not null default '',
  concerned jsonb,
  people integer,
  told integer not null default 0,
  letter text not null default '',
  told_at timestamptz,
  lessons text not null default '',
  closed_at timestamptz,
  check ((state = 'closed') = (closed_at is not null))
);
create index breach_open on processing.breach (due_at) where state = 'open';
create sequence processing.breach_number;

-- What the authority was told, in phases where not all was known at once (GDPR art. 33(4)).
create table processing.notification (
  breach text not null references processing.breach,
  phase integer not null,
  sent_at timestamptz not null,
  nature text not null,
  records text not null,
  contact text not null,
  consequences text not null,
  measures text not null,
  people integer,
  more boolean not null,
  late_reason text not null default '',
  primary key (breach, phase)
);
