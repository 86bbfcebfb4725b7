-- What somebody had typed when they were asked to show again who they are. Only the secret in their browser opens it.
create table actions.held (
  hash   bytea primary key,
  at     timestamptz not null,
  sealed bytea not null
);
create index held_at on actions.held (at);
comment on column actions.held.hash is 'pd:none';
comment on column actions.held.sealed is 'pd:may-contain';
