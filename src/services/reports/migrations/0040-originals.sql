-- What was typed and may not be public lies in the vault: the pseudonym under which it is found there.
alter table reports.report add column original text;
comment on column reports.report.original is 'pd:pseudonym';

-- What the writer wants to leave visible of what looks like personal data, word for word.
alter table reports.draft add column left_visible text[] not null default '{}';
comment on column reports.draft.left_visible is 'pd:may-contain';

-- An official who gave a reason may read the original words of one report for a quarter of an hour.
create table reports.reading (
  report   integer not null references reports.report,
  official text not null,
  reason   text not null,
  until    timestamptz(3) not null,
  primary key (report, official)
);
comment on column reports.reading.official is 'pd:pseudonym';
comment on column reports.reading.reason is 'pd:may-contain';
