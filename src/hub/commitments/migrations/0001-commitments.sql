create schema commitments;

-- What a member city promises, and until when.
create table commitments.commitment (
  number integer generated always as identity primary key,
  city text not null,
  title text not null,
  problem text not null,
  -- Which groups are better off when it is kept.
  benefits text not null,
  principles text[] not null,
  items text[] not null,
  -- Targets of the Sustainable Development Goals, such as `16.10`.
  targets text[] not null,
  office text not null,
  -- Role mailbox of the office in the lead.
  mailbox text not null,
  partners text,
  starts_on date not null,
  ends_on date not null,
  budget text not null,
  flagship boolean not null default false,
  published_at timestamptz not null,
  withdrawn text,
  withdrawn_at timestamptz,
  check (ends_on > starts_on),
  check ((withdrawn is null) = (withdrawn_at is null))
);
create index on commitments.commitment (city, number desc);
create index on commitments.commitment using gin (items);

-- A step that can be checked when it names what is handed over, when, and how that is shown.
create table commitments.milestone (
  commitment integer not null references commitments.commitment,
  place integer not null check (place > 0),
  text text not null,
  deliverable text,
  due_on date,
  proof text,
  reached_on date,
  link text,
  sha256 text,
  primary key (commitment, place)
);

create table commitments.indicator (
  commitment integer not null references commitments.commitment,
  place integer not null check (place > 0),
  name text not null,
  unit text not null,
  baseline double precision not null,
  baseline_on date not null,
  target double precision not null,
  target_on date not null,
  -- Where the series comes from.
  source text not null,
  primary key (commitment, place)
);

create table commitments.measurement (
  id uuid primary key,
  commitment integer not null,
  indicator integer not null,
  measured_on date not null,
  value double precision not null,
  at timestamptz not null,
  foreign key (commitment, indicator) references commitments.indicator
);
create index on commitments.measurement (commitment, indicator, measured_on);

-- What was promised first stays in sight, with the reason why it is no longer promised.
create table commitments.change (
  id uuid primary key,
  commitment integer not null references commitments.commitment,
  what text not null check (what in ('due', 'target', 'target-date', 'end')),
  place integer,
  old text not null,
  new text not null,
  reason text not null,
  at timestamptz not null
);
create index on commitments.change (commitment, at);

-- The first voice: what the city says of its own commitment.
create table commitments.statement (
  id uuid primary key,
  commitment integer not null references commitments.commitment,
  half text not null check (half ~ '^[0-9]{4}-[12]$'),
  status text not null,
  effect text,
  text text not null,
  at timestamptz not null
);
create index on commitments.statement (commitment, at desc);

-- The third voice: an official of another member city. `ref` is this service's pseudonym, so that nobody counts twice.
create table commitments.voice (
  id uuid primary key,
  commitment integer not null references commitments.commitment,
  city text not null,
  ref text not null,
  status text not null,
  ambition text not null,
  text text not null,
  at timestamptz not null
);
create index on commitments.voice (commitment, at desc);

-- The fourth voice. Nobody but the city reads it until the city has replied, or its time to reply is over.
create table commitments.review (
  commitment integer not null references commitments.commitment,
  stage text not null check (stage in ('start', 'end')),
  interests text not null,
  ambition text,
  verifiable boolean,
  status text,
  effect text,
  text text not null,
  at timestamptz not null,
  reply_due date not null,
  reply text,
  replied_at timestamptz,
  published_at timestamptz,
  primary key (commitment, stage),
  check ((reply is null) = (replied_at is null)),
  check ((stage = 'start') = (ambition is not null and verifiable is not null)),
  check ((stage = 'end') = (status is not null and effect is not null))
);
create index on commitments.review (reply_due) where published_at is null;

create table commitments.comment (
  id uuid primary key,
  commitment integer not null references commitments.commitment,
  at timestamptz not null,
  written_as text not null,
  text text not null,
  salt text not null,
  hidden text
);
create index on commitments.comment (commitment, at);

-- What a city will say in its next half-yearly report: saved as it is written, said when the report is handed in.
create table commitments.draft (
  commitment integer primary key references commitments.commitment,
  half text not null check (half ~ '^[0-9]{4}-[12]$'),
  status text not null,
  text text not null,
  at timestamptz not null
);
