-- Somebody was about to report what is reported already, and joined that report instead. Their words are a
-- happening that only the desk reads; their photos stay with the desk as well.
create table reports.follower (
  -- The number their own report would have had: contact data were left for it.
  number    integer primary key,
  report    integer not null references reports.report,
  code_hash bytea not null unique,
  reporter  text,
  contact   text,
  by_mail   boolean not null,
  language  text not null,
  at        timestamptz(3) not null
);
create index follower_report on reports.follower (report, number);
comment on column reports.follower.code_hash is 'pd:none';
comment on column reports.follower.reporter is 'pd:pseudonym';
comment on column reports.follower.contact is 'pd:pseudonym';
comment on column reports.follower.language is 'pd:none';

alter table reports.photo add column follower integer references reports.follower;
alter table reports.draft add column same_as integer references reports.report;

-- Whoever has no map says the address: the same words are the same place.
create index report_address on reports.report (lower(address), category) where address is not null;
