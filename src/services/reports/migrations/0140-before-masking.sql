-- Reports that came in before the city looked at words: each is looked at once, by whoever moderates.
alter table reports.report add column before_masking text
  check (before_masking in ('waiting', 'looked', 'masked', 'restored'));
update reports.report set before_masking = 'waiting'
  where original is null and external_id is null and opened_at < (
    select at from public.migration where set = 'reports' and name = '0040-originals.sql');
create index report_before_masking on reports.report (before_masking, number) where before_masking is not null;
comment on column reports.report.before_masking is 'pd:none';
