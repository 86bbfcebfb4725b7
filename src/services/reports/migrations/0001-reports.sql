create schema reports;

create sequence reports.number start 1001;

-- A report: a problem somebody saw in public space. Free text and places are activity data (class B).
create table reports.report (
  number       integer primary key,
  version      integer not null default 1,
  state        text not null check (state in ('unconfirmed', 'received', 'triage', 'assigned', 'in_progress',
                 'scheduled', 'waiting_reporter', 'waiting_external', 'reopen_requested', 'reopened', 'resolved',
                 'not_ours', 'wont_do', 'cannot_reproduce', 'duplicate', 'withdrawn', 'hidden')),
  before       text,
  class        text not null generated always as (case
                 when state in ('unconfirmed', 'hidden') then 'hidden'
                 when state in ('resolved', 'not_ours', 'wont_do', 'cannot_reproduce', 'duplicate', 'withdrawn')
                 then 'closed' else 'open' end) stored,
  category     text not null,
  answers      jsonb not null default '{}',
  address      text,
  lon          double precision check (lon between -180 and 180),
  lat          double precision check (lat between -85 and 85),
  -- Web Mercator in radians: near any one city, the order of distances is the true one.
  spot         point generated always as (point(radians(lon), ln(tan(pi() / 4 + radians(lat) / 2)))) stored,
  district     text,
  text         text not null default '',
  text_hidden  text,
  -- The public record holds a hash of salt and text; without the salt it says nothing.
  salt         text not null,
  public_point boolean not null,
  public_text  boolean not null,
  language     text not null,
  source       text not null default 'web',
  external_id  text,
  unit         text,
  assigned_to  text,
  reporter     text,
  contact      text,
  code_hash    bytea,
  opened_at    timestamptz(3) not null,
  changed_at   timestamptz(3) not null,
  due_on       date not null,
  closed_at    timestamptz(3),
  waiting_since timestamptz(3),
  waiting_until timestamptz(3),
  reopen_days  smallint not null,
  duplicate_of integer references reports.report,
  me_toos      integer not null default 0 check (me_toos >= 0),
  photos       smallint not null default 0,
  public_words tsvector generated always as (to_tsvector('simple', case when public_text and text_hidden is null
                 then coalesce(text, '') || ' ' || coalesce(address, '') else '' end)) stored,
  all_words    tsvector generated always as
                 (to_tsvector('simple', coalesce(text, '') || ' ' || coalesce(address, ''))) stored,
  check ((lon is null) = (lat is null)),
  check (duplicate_of is distinct from number),
  check ((state = 'duplicate') <= (duplicate_of is not null))
);

create unique index report_external on reports.report (source, external_id) where external_id is not null;
create unique index report_code on reports.report (code_hash) where code_hash is not null;
create index report_public on reports.report (opened_at desc, number desc) where class <> 'hidden';
create index report_class on reports.report (class, opened_at desc, number desc);
create index report_state on reports.report (state, opened_at desc, number desc);
create index report_category on reports.report (category, opened_at desc, number desc);
create index report_district on reports.report (district, opened_at desc, number desc);
create index report_unit on reports.report (unit, opened_at desc, number desc) where class = 'open';
create index report_queue on reports.report (unit, state, due_on, opened_at) where class = 'open';
create index report_solved on reports.report (closed_at) where state = 'resolved';
create index report_assigned on reports.report (assigned_to, opened_at desc) where assigned_to is not null;
create index report_reporter on reports.report (reporter, opened_at desc) where reporter is not null;
create index report_target on reports.report (duplicate_of) where duplicate_of is not null;
create index report_waiting on reports.report (waiting_until) where waiting_until is not null;
create index report_changed on reports.report (changed_at desc, number desc) where class <> 'hidden';
create index report_spot on reports.report using gist (spot);
create index report_public_words on reports.report using gin (public_words) with (fastupdate = off);
create index report_all_words on reports.report using gin (all_words) with (fastupdate = off);

-- Everything that happened to a report, in order: moves, answers, questions, notes, corrections.
create table reports.event (
  id          text primary key,
  report      integer not null references reports.report,
  at          timestamptz(3) not null,
  kind        text not null,
  audience    text not null check (audience in ('public', 'reporter', 'desk')),
  by          text not null check (by in ('reporter', 'resident', 'official', 'city')),
  badge       text,
  unit        text,
  state       text,
  text        text not null default '',
  text_hidden text,
  salt        text not null,
  facts       jsonb not null default '{}'
);
create index event_report on reports.event (report, id);

create table reports.photo (
  file   text primary key,
  report integer not null references reports.report,
  at     timestamptz(3) not null,
  by     text not null check (by in ('reporter', 'official')),
  hidden text
);
create index photo_report on reports.photo (report, at, file);

-- "This concerns me too": one row for one person or, without sign-in, one address and day.
create table reports.me_too (
  report integer not null references reports.report,
  voter  text not null,
  at     timestamptz(3) not null,
  primary key (report, voter)
);

-- An official who gave a reason may see the contact data of one report for a quarter of an hour.
create table reports.unmasking (
  report   integer not null references reports.report,
  official text not null,
  reason   text not null,
  until    timestamptz(3) not null,
  primary key (report, official)
);

-- A report on its way: found only through its secret, of which the city keeps the hash.
create table reports.draft (
  code_hash  bytea primary key,
  number     integer unique,
  language   text not null,
  category   text,
  answers    jsonb not null default '{}',
  address    text,
  lon        double precision,
  lat        double precision,
  district   text,
  text       text not null default '',
  photos     text[] not null default '{}',
  contact    text,
  by_mail    boolean not null default false,
  reporter   text,
  changed_at timestamptz(3) not null,
  vanishes_at timestamptz(3) not null
);
create index draft_vanishes on reports.draft (vanishes_at);
create index draft_reporter on reports.draft (reporter, changed_at desc) where reporter is not null;

comment on column reports.report.state is 'pd:none';
comment on column reports.report.before is 'pd:none';
comment on column reports.report.class is 'pd:none';
comment on column reports.report.category is 'pd:none';
comment on column reports.report.answers is 'pd:may-contain';
comment on column reports.report.address is 'pd:may-contain';
comment on column reports.report.district is 'pd:none';
comment on column reports.report.text is 'pd:may-contain';
comment on column reports.report.text_hidden is 'pd:none';
comment on column reports.report.salt is 'pd:none';
comment on column reports.report.language is 'pd:none';
comment on column reports.report.source is 'pd:none';
comment on column reports.report.external_id is 'pd:none';
comment on column reports.report.unit is 'pd:none';
comment on column reports.report.assigned_to is 'pd:pseudonym';
comment on column reports.report.reporter is 'pd:pseudonym';
comment on column reports.report.contact is 'pd:pseudonym';
comment on column reports.report.code_hash is 'pd:none';
comment on column reports.report.public_words is 'pd:may-contain';
comment on column reports.report.all_words is 'pd:may-contain';
comment on column reports.event.id is 'pd:none';
comment on column reports.event.kind is 'pd:none';
comment on column reports.event.audience is 'pd:none';
comment on column reports.event.by is 'pd:none';
comment on column reports.event.badge is 'pd:pseudonym';
comment on column reports.event.unit is 'pd:none';
comment on column reports.event.state is 'pd:none';
comment on column reports.event.text is 'pd:may-contain';
comment on column reports.event.text_hidden is 'pd:none';
comment on column reports.event.salt is 'pd:none';
comment on column reports.event.facts is 'pd:none';
comment on column reports.photo.file is 'pd:may-contain';
comment on column reports.photo.by is 'pd:none';
comment on column reports.photo.hidden is 'pd:none';
comment on column reports.me_too.voter is 'pd:pseudonym';
comment on column reports.unmasking.official is 'pd:pseudonym';
comment on column reports.unmasking.reason is 'pd:may-contain';
comment on column reports.draft.code_hash is 'pd:none';
comment on column reports.draft.language is 'pd:none';
comment on column reports.draft.category is 'pd:none';
comment on column reports.draft.answers is 'pd:may-contain';
comment on column reports.draft.address is 'pd:may-contain';
comment on column reports.draft.district is 'pd:none';
comment on column reports.draft.text is 'pd:may-contain';
comment on column reports.draft.photos is 'pd:may-contain';
comment on column reports.draft.contact is 'pd:pseudonym';
comment on column reports.draft.reporter is 'pd:pseudonym';
