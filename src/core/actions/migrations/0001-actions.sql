create schema actions;

-- The answer of an action by the one-time key it was sent with: the same form sent twice acts once.
-- Only who holds the key can open the answer; the table holds its hash and the sealed answer.
create table actions.answer (
  key_hash text not null,
  action   text not null,
  at       timestamptz not null,
  sealed   bytea not null,
  primary key (action, key_hash)
);
create index answer_at on actions.answer (at);
comment on column actions.answer.key_hash is 'pd:none';
comment on column actions.answer.action is 'pd:none';
comment on column actions.answer.sealed is 'pd:may-contain';
