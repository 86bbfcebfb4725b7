-- A city's act of signing (coalition-access.md 3.1), from its draft to its publication. Contacts are role mailboxes.
create table endorsements.application (
  number integer generated always as identity primary key,
  kind text not null check (kind in ('join', 'reaffirm', 'withdraw')),
  state text not null check (state in ('draft', 'submitted', 'checking', 'in_review', 'changes_requested',
    'accepted', 'member', 'refused', 'withdrawn')),
  code_hash text not null unique,
  language text not null,
  -- Id in the directory: what the city says first, what the directory confirmed at publication.
  city text,
  name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  level text not null,
  body text,
  decided_on date,
  reference text,
  declaration text,
  document_url text,
  document_language text,
  document_sha256 text check (document_sha256 ~ '^[0-9a-f]{64}$'),
  document_checked_at timestamptz,
  document_failure text,
  document_changed_at timestamptz,
  mailbox text,
  mailbox_code text unique,
  mailbox_confirmed_at timestamptz,
  signer_mailbox text,
  signer_code text unique,
  signer_confirmed_at timestamptz,
  -- Pseudonyms in this service, when somebody was signed in.
  submitter text,
  signer text,
  official_way text check (official_way in ('suffix', 'register', 'callback')),
  official_link text,
  official_at timestamptz,
  begun_at timestamptz not null,
  vanishes_at timestamptz,
  submitted_on date,
  due_on date,
  paused_on date,
  round integer not null default 1,
  wanted text,
  missing text[] not null default '{}',
  concluded_on date,
  published_on date,
  check (state = 'draft' or submitted_on is not null),
  check (state <> 'draft' or vanishes_at is not null),
  check (signer is null or submitter is null or signer <> submitter),
  check (mailbox is null or signer_mailbox is null or lower(mailbox) <> lower(signer_mailbox)),
  check (state <> 'refused' or cardinality(missing) > 0)
);
create index on endorsements.application (state, due_on);
create index on endorsements.application (city);

-- The official domains of an application; each is proved by itself.
create table endorsements.domain (
  application integer not null references endorsements.application on delete cascade,
  domain text not null,
  token text not null,
  token_until timestamptz not null,
  method text check (method in ('dns', 'web')),
  answers jsonb not null default '[]',
  dnssec boolean,
  reason text,
  checked_at timestamptz,
  passed_at timestamptz,
  failures integer not null default 0,
  flagged_at timestamptz,
  primary key (application, domain)
);

-- What a reviewer thinks; two that agree decide (four eyes).
create table endorsements.opinion (
  application integer not null references endorsements.application,
  round integer not null,
  reviewer text not null,
  verdict text not null check (verdict in ('accept', 'refuse')),
  missing text[] not null default '{}',
  at timestamptz not null,
  primary key (application, round, reviewer),
  check ((verdict = 'refuse') = (cardinality(missing) > 0))
);

-- For whom a reviewer works, so that nobody reviews the own city.
create table endorsements.reviewer (
  reviewer text primary key,
  employer text not null,
  stated_at timestamptz not null
);

create table endorsements.appeal (
  application integer not null references endorsements.application,
  round integer not null,
  text text not null,
  salt text not null,
  made_at timestamptz not null,
  granted boolean,
  answer text,
  decided_at timestamptz,
  primary key (application, round)
);

-- The last sign of life of a city: its node answered, or it reported.
create table endorsements.heard (
  city text primary key,
  harvest_at timestamptz,
  report_at timestamptz
);

-- Letters before a proposal to put a member on hold; counted from the sign of life they are about.
create table endorsements.reminder (
  city text not null,
  since date not null,
  months integer not null,
  sent_at timestamptz not null,
  primary key (city, since, months)
);

-- A proposal to put a member on hold. The city is heard before the secretariat confirms it.
create table endorsements.hearing (
  number integer generated always as identity primary key,
  city text not null,
  since date not null,
  proposed_on date not null,
  until date not null,
  code_hash text not null unique,
  answer text,
  answered_at timestamptz,
  outcome text check (outcome in ('held', 'dropped')),
  ended_at timestamptz
);
create unique index on endorsements.hearing (city) where outcome is null;

-- The application whose proofs a membership rests on; none for historic members.
alter table endorsements.membership add column application integer references endorsements.application;
