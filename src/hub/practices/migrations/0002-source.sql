-- Where a practice was first told: the permanent address of a message on an open discussion list.
alter table practices.practice add column source text;
create unique index on practices.practice (source, city) where source is not null;
