-- The texts by which the classifiers of a language are judged: chosen once, the same for every candidate, learned from
-- by none. An official may have another set chosen; the one before stays known, with its end.
create table routing.test_set (
  hash      text collate "C" primary key check (hash ~ '^[0-9a-f]{64}$'),
  language  text not null,
  -- Numbers of the reports: their texts stay where they are, and go when they go.
  reports   text[] not null check (cardinality(reports) > 0),
  chosen_at timestamptz not null,
  until     timestamptz
);
create unique index test_set_now on routing.test_set (language) where until is null;

-- The set a classifier was judged by; null for those from before there was one.
alter table routing.candidate add column test_set text collate "C" references routing.test_set (hash);

comment on column routing.test_set.hash is 'pd:none';
comment on column routing.test_set.language is 'pd:none';
comment on column routing.test_set.reports is 'pd:none';
comment on column routing.candidate.test_set is 'pd:none';
