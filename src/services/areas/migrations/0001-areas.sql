create schema areas;

-- An area somebody follows by mail: a district, or a circle. The address is in the vault; here is its mark, and the
-- vault's name for it.
create table areas.followed (
  id         text primary key,
  -- By which an address is known again, here and nowhere else.
  mark       text not null,
  contact    text not null,
  -- Who this is on the web, when it was asked for or confirmed by somebody who was signed in.
  person     text,
  state      text not null check (state in ('asked', 'on', 'ended')),
  -- Opens the page of this one area; in every letter, as whoever gets it may end it.
  code       text not null unique,
  language   text not null,
  district   text,
  -- What the district was called when it was asked for.
  called     text,
  lon        double precision check (lon between -180 and 180),
  lat        double precision check (lat between -85 and 85),
  metres     integer check (metres between 50 and 20000),
  category   text,
  rhythm     text not null check (rhythm in ('soon', 'daily')),
  asked_at   timestamptz(3) not null,
  -- Up to which moment it was told.
  told_until timestamptz(3) not null,
  ends_on    date not null,
  -- Its end was announced.
  warned     boolean not null default false,
  check ((district is null) <> (lon is null)),
  check ((district is null) = (called is null)),
  check ((lon is null) = (lat is null) and (lon is null) = (metres is null))
);
create index followed_due on areas.followed (rhythm, told_until) where state = 'on';
create index followed_end on areas.followed (ends_on) where state = 'on';
create index followed_asked on areas.followed (asked_at) where state = 'asked';
create index followed_mark on areas.followed (mark, asked_at);
create index followed_person on areas.followed (person) where person is not null;

-- Makes the marks. One row.
create table areas.salt (
  one  boolean primary key default true check (one),
  salt text not null
);

comment on column areas.followed.id is 'pd:none';
comment on column areas.followed.mark is 'pd:pseudonym';
comment on column areas.followed.contact is 'pd:pseudonym';
comment on column areas.followed.person is 'pd:pseudonym';
comment on column areas.followed.state is 'pd:none';
comment on column areas.followed.code is 'pd:none';
comment on column areas.followed.language is 'pd:none';
comment on column areas.followed.district is 'pd:none';
comment on column areas.followed.lon is 'pd:may-contain';
comment on column areas.followed.lat is 'pd:may-contain';
comment on column areas.followed.called is 'pd:none';
comment on column areas.followed.category is 'pd:none';
comment on column areas.followed.rhythm is 'pd:none';
comment on column areas.salt.salt is 'pd:none';
