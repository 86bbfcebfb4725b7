-- What was shown to sign in, how sure that makes the city, and when it was shown last (privacy-record.md 5.2).
alter table people.session
  add column how text[] not null default '{password}',
  add column assurance text not null default 'low' check (assurance in ('low', 'substantial', 'high')),
  add column proved_at timestamptz;
update people.session set proved_at = since;
alter table people.session alter column proved_at set not null;

-- Every sign-in, so that whoever it was can see it: a coarse name of the browser, no address.
create table people.sign_in (
  id        text collate "C" primary key,
  ref       text not null check (ref <> ''),
  at        timestamptz not null,
  about     text not null,
  how       text[] not null,
  assurance text not null
);
create index sign_in_ref on people.sign_in (ref, id desc);
create index sign_in_at on people.sign_in (at);

comment on column people.session.how is 'pd:none';
comment on column people.session.assurance is 'pd:none';
comment on column people.sign_in.id is 'pd:none';
comment on column people.sign_in.ref is 'pd:none';
comment on column people.sign_in.about is 'pd:none';
comment on column people.sign_in.how is 'pd:none';
comment on column people.sign_in.assurance is 'pd:none';
