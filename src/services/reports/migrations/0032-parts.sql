-- A report that tells of several things is worked on in parts: one level, so that nobody loses the way.
alter table reports.report add column parent integer references reports.report;
alter table reports.report add constraint report_parent check (parent is distinct from number);
create index report_parent on reports.report (parent) where parent is not null;
