-- The day the city promised when the report came in: it never moves, whatever becomes of the target (due_on).
-- What another system promised is not known here.
alter table reports.report add column promised_for date;
update reports.report set promised_for = due_on where external_id is null;
-- Days the clock stood still because the city waited for the reporter.
alter table reports.report add column paused_days integer not null default 0 check (paused_days >= 0);
-- The target of a report by itself, while an earlier report of the same problem sets an earlier one.
alter table reports.report add column due_alone date;
