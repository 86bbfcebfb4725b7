-- A note of an official: its writer may correct or withdraw it, and what it said before stays with it.
create table reports.note (
  event        text primary key references reports.event,
  official     text not null,
  version      integer not null default 1,
  withdrawn_at timestamptz(3)
);
create table reports.note_version (
  event   text not null references reports.note,
  version integer not null,
  text    text not null,
  at      timestamptz(3) not null,
  primary key (event, version)
);

-- A note names a colleague, by badge, or a unit.
create table reports.mention (
  event    text not null references reports.note,
  badge    text,
  unit     text,
  at       timestamptz(3) not null,
  seen_at  timestamptz(3),
  check (num_nonnulls(badge, unit) = 1),
  unique nulls not distinct (event, badge, unit)
);
create index mention_badge on reports.mention (badge, at desc) where badge is not null;
create index mention_unit on reports.mention (unit, at desc) where unit is not null;

-- Who wants a letter when a note names them: it says that there is a note, and nothing else.
create table reports.colleague (
  official text primary key,
  badge    text not null,
  language text not null,
  at       timestamptz(3) not null
);
create index colleague_badge on reports.colleague (badge);
comment on column reports.note.event is 'pd:none';
comment on column reports.note.official is 'pd:pseudonym';
comment on column reports.note_version.event is 'pd:none';
comment on column reports.note_version.text is 'pd:may-contain';
comment on column reports.mention.event is 'pd:none';
comment on column reports.mention.badge is 'pd:pseudonym';
comment on column reports.mention.unit is 'pd:none';
comment on column reports.colleague.official is 'pd:pseudonym';
comment on column reports.colleague.badge is 'pd:pseudonym';
comment on column reports.colleague.language is 'pd:none';
