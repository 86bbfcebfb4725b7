-- Which messages came in by mail already: their Message-ID and the address they came to, as one hash.
create table reports.mailed (
  id_hash bytea primary key,
  at      timestamptz(3) not null
);
create index mailed_at on reports.mailed (at);

-- The secret in the address by which an answer by mail finds its case: a report, or somebody who joined one. It only lets
-- words in; it shows nothing.
create table reports.answer_way (
  number integer primary key,
  code   text not null unique
);

-- By which way a report on its way came: the form, or a mail that still lacks a place.
alter table reports.draft add column source text not null default 'web' check (source in ('web', 'email'));

comment on column reports.mailed.id_hash is 'pd:pseudonym';
comment on column reports.answer_way.code is 'pd:none';
comment on column reports.draft.source is 'pd:none';
