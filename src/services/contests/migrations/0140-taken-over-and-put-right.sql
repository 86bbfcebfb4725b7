-- What was upheld is put right by a day; after it the accountable officer is told, once.
alter table contests.contest
  add column remedy_by date,
  add column remedy_escalated_on date;
-- What was upheld before there was such a day gets one: two weeks after the answer.
update contests.contest set remedy_by = answered_at::date + 14
  where state in ('upheld', 'partly_upheld') and answered_at is not null;
create index contest_remedy on contests.contest (remedy_by) where state in ('upheld', 'partly_upheld');
