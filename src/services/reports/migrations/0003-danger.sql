-- Somebody was in danger: contact data were opened without an open case, and everybody is told.
alter table reports.unmasking add column danger boolean not null default false;
comment on column reports.unmasking.danger is 'pd:none';
