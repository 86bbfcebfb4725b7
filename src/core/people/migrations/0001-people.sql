create schema people;

-- A browser in which somebody is signed in. The secret itself is only in the browser; here is its SHA-256.
create table people.session (
  id      text collate "C" primary key,
  hash    bytea not null unique check (length(hash) = 32),
  ref     text not null check (ref <> ''),
  about   text not null,
  since   timestamptz not null,
  seen_at timestamptz not null
);
create index session_ref on people.session (ref);
create index session_seen on people.session (seen_at);

-- A role in the city's organisation, held by somebody, limited to one unit or not. Rows stay as history.
create table people.post (
  id            text collate "C" primary key,
  ref           text not null check (ref <> ''),
  role          text not null check (role <> ''),
  unit          text check (unit <> ''),
  since         timestamptz not null,
  appointed_by  text,
  until         timestamptz,
  dismissed_by  text,
  check (until >= since)
);
create unique index post_held on people.post (ref, role, coalesce(unit, '')) where until is null;
create index post_current on people.post (id) where until is null;
create index post_ref on people.post (ref, id);

-- A link that makes whoever opens it first an official. Its secret is hashed like a session's.
create table people.invitation (
  id       text collate "C" primary key,
  hash     bytea not null unique check (length(hash) = 32),
  role     text not null check (role <> ''),
  unit     text check (unit <> ''),
  made_by  text,
  made_at  timestamptz not null,
  until    timestamptz not null,
  taken_at timestamptz,
  taken_by text
);

comment on column people.session.id is 'pd:none';
comment on column people.session.hash is 'pd:none';
comment on column people.session.ref is 'pd:none';
comment on column people.session.about is 'pd:none';
comment on column people.post.id is 'pd:none';
comment on column people.post.ref is 'pd:none';
comment on column people.post.role is 'pd:none';
comment on column people.post.unit is 'pd:none';
comment on column people.post.appointed_by is 'pd:none';
comment on column people.post.dismissed_by is 'pd:none';
comment on column people.invitation.id is 'pd:none';
comment on column people.invitation.hash is 'pd:none';
comment on column people.invitation.role is 'pd:none';
comment on column people.invitation.unit is 'pd:none';
comment on column people.invitation.made_by is 'pd:none';
comment on column people.invitation.taken_by is 'pd:none';
