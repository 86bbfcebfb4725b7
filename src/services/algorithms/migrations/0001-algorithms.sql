create schema algorithms;

-- What is said of an algorithm, version by version. Its first one is shipped with the city; people write the next.
create table algorithms.entry (
  name         text collate "C" not null check (name ~ '^[a-z][a-z0-9.-]{1,99}$'),
  number       integer not null check (number > 0),
  phase        text not null check (phase in ('draft', 'review', 'published', 'replaced')),
  -- Language → field → words.
  document     jsonb not null,
  status       text not null check (status in
                 ('planned', 'design', 'development', 'pilot', 'evaluation', 'operational', 'retired')),
  revision_on  date not null,
  audit_days   integer check (audit_days > 0),
  -- Codes of the assessments that belong to it.
  assessments  text[] not null default '{}',
  -- What of an entry of another register could not be taken over.
  left_out     text[] not null default '{}',
  author       text,
  round        integer not null default 1,
  begun_at     timestamptz not null,
  saved_at     timestamptz not null,
  published_at timestamptz,
  primary key (name, number),
  check ((phase in ('published', 'replaced')) = (published_at is not null))
);
create unique index entry_open on algorithms.entry (name) where phase in ('draft', 'review');
create unique index entry_published on algorithms.entry (name) where phase = 'published';

create table algorithms.review (
  name    text collate "C" not null,
  number  integer not null,
  round   integer not null,
  by      text not null,
  verdict text not null check (verdict in ('agree', 'back')),
  words   text not null,
  at      timestamptz not null,
  primary key (name, number, round, by),
  foreign key (name, number) references algorithms.entry
);

comment on column algorithms.entry.name is 'pd:none';
comment on column algorithms.entry.phase is 'pd:none';
comment on column algorithms.entry.document is 'pd:none';
comment on column algorithms.entry.status is 'pd:none';
comment on column algorithms.entry.assessments is 'pd:none';
comment on column algorithms.entry.left_out is 'pd:none';
comment on column algorithms.entry.author is 'pd:pseudonym';
comment on column algorithms.review.name is 'pd:none';
comment on column algorithms.review.by is 'pd:pseudonym';
comment on column algorithms.review.verdict is 'pd:none';
comment on column algorithms.review.words is 'pd:none';
