create schema applications;

-- An application of the city or of the coalition that may sign residents in, once two officials said so.
create table applications.application (
  id          text collate "C" primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  state       text not null check (state in ('proposed', 'standing', 'ended')),
  -- What holds; null until the first proposal is approved.
  facts       jsonb check (state <> 'standing' or facts is not null),
  -- What one official proposes and another has still to approve.
  proposed    jsonb,
  proposed_by text,
  -- SHA-256 of the secret with which a confidential application proves itself.
  secret      bytea check (length(secret) = 32),
  since       timestamptz not null,
  ended_at    timestamptz,
  check ((proposed is null) = (proposed_by is null)),
  check ((state = 'ended') = (ended_at is not null))
);

-- A resident lets an application sign them in, with these claims.
create table applications.connection (
  id          text collate "C" primary key,
  application text not null references applications.application (id),
  ref         text not null check (ref <> ''),
  allowed     text[] not null,
  refused     text[] not null,
  since       timestamptz not null,
  until       timestamptz
);
create unique index connection_standing on applications.connection (application, ref)
  where until is null;
create index connection_ref on applications.connection (ref, id);

-- What the provider has to remember of a sign-in. It is found by a hash, and its contents are sealed.
create table applications.token (
  id          text collate "C" primary key,
  model       text not null,
  application text,
  connection  text,
  uid         text,
  sealed      bytea not null,
  -- Of a sign-in that waits for the resident: what is asked, what was answered, and by whom.
  asked       jsonb,
  answer      jsonb,
  answered_by text,
  consumed_at timestamptz,
  until       timestamptz not null
);
create index token_connection on applications.token (connection);
create index token_application on applications.token (application);
create index token_uid on applications.token (uid) where uid is not null;
create index token_until on applications.token (until);

comment on column applications.application.id is 'pd:none';
comment on column applications.application.state is 'pd:none';
comment on column applications.application.facts is 'pd:none';
comment on column applications.application.proposed is 'pd:none';
comment on column applications.application.proposed_by is 'pd:none';
comment on column applications.application.secret is 'pd:none';
comment on column applications.connection.id is 'pd:none';
comment on column applications.connection.application is 'pd:none';
comment on column applications.connection.ref is 'pd:none';
comment on column applications.connection.allowed is 'pd:none';
comment on column applications.connection.refused is 'pd:none';
comment on column applications.token.id is 'pd:none';
comment on column applications.token.model is 'pd:none';
comment on column applications.token.application is 'pd:none';
comment on column applications.token.connection is 'pd:none';
comment on column applications.token.uid is 'pd:none';
comment on column applications.token.sealed is 'pd:none';
comment on column applications.token.asked is 'pd:none';
comment on column applications.token.answer is 'pd:none';
comment on column applications.token.answered_by is 'pd:none';
