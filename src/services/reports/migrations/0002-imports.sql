-- What another system called the kind of problem, in its own words, and a hash of the row as it was last
-- taken in: the same row again changes nothing, whatever the city did with the report since.
alter table reports.report add column source_category text;
alter table reports.report add column source_hash bytea;

-- One row for each source that was ever imported. Whoever imports locks this table first, so that two imports
-- never meet inside one source.
create table reports.import (
  source text primary key,
  at     timestamptz(3) not null,
  rows   integer not null,
  file   text not null
);

comment on column reports.report.source_category is 'pd:none';
comment on column reports.report.source_hash is 'pd:none';
comment on column reports.import.source is 'pd:none';
comment on column reports.import.file is 'pd:none';
