-- What somebody typed into a report on its way, and where it is: sealed with the secret of its address, of which the city
-- keeps the hash alone. The open columns hold what was typed before; those drafts are gone a week after this.
alter table reports.draft add column sealed bytea;
comment on column reports.draft.sealed is 'pd:may-contain';
