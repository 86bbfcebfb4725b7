-- Everybody who wrote in a version of an assessment, not the one alone who handed it in: none of them agrees to it.
alter table processing.form add column writers text[] not null default '{}';
update processing.form set writers = array[handed_in_by] where handed_in_by is not null;
comment on column processing.form.writers is 'pd:pseudonym';
