-- What somebody who joined a report typed and may not be public lies in the vault under a name of their own.
alter table reports.follower add column original text;
comment on column reports.follower.original is 'pd:pseudonym';
