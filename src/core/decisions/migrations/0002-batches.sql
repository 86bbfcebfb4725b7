-- The batch in which a decision can be proved: the entry with its root, and what its leaf is made of. The salts are
-- secret to whoever does not ask for this decision; without them a commitment says nothing.
alter table decisions.taken
  add column batch      text collate "C",
  add column leaf       integer check (leaf >= 0),
  add column salt       bytea check (length(salt) = 32),
  add column facts_salt bytea check (length(facts_salt) = 32),
  add column commitment bytea check (length(commitment) = 32),
  add check (num_nulls(batch, leaf, salt, facts_salt, commitment) in (0, 5));
create index taken_waiting on decisions.taken (decision, version, id) where batch is null;
create unique index taken_leaf on decisions.taken (batch, leaf) where batch is not null;

comment on column decisions.taken.batch is 'pd:none';
comment on column decisions.taken.salt is 'pd:none';
comment on column decisions.taken.facts_salt is 'pd:none';
comment on column decisions.taken.commitment is 'pd:none';
