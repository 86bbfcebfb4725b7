-- For whom somebody acts in a session, by which mandate (privacy-record.md 2.9).
create table people.acting (
  session text primary key references people.session (id) on delete cascade,
  mandate text not null,
  kind    text not null,
  -- The person represented, by the pseudonym of this module.
  ref     text not null check (ref <> ''),
  -- Emptied when the mandate ends: the session does not turn into one's own by itself.
  scopes  text[] not null,
  until   timestamptz not null,
  since   timestamptz not null
);
create index acting_mandate on people.acting (mandate);

-- What was done for somebody else: which act and when, for the folder of the person represented.
create table people.acted (
  id      text collate "C" primary key,
  mandate text not null,
  at      timestamptz not null,
  act     text not null
);
create index acted_mandate on people.acted (mandate, id desc);
create index acted_at on people.acted (at);

comment on column people.acting.session is 'pd:none';
comment on column people.acting.mandate is 'pd:none';
comment on column people.acting.kind is 'pd:none';
comment on column people.acting.ref is 'pd:none';
comment on column people.acting.scopes is 'pd:none';
comment on column people.acted.id is 'pd:none';
comment on column people.acted.mandate is 'pd:none';
comment on column people.acted.act is 'pd:none';
