create schema folder;

-- Who looked, as news under a secret address that its resident made and can end. Only the hash of the secret is kept.
create table folder.feed (
  id      uuid primary key,
  ref     text not null,
  hash    bytea not null unique,
  -- How much the news say: that somebody read, or who in which role and for what.
  detail  text not null check (detail in ('count', 'sentence')),
  made_at timestamptz(3) not null
);
create index feed_ref on folder.feed (ref);

-- The weeks for which somebody got their letter: never two for one week.
create table folder.weekly (
  ref  text not null,
  week date not null,
  at   timestamptz(3) not null,
  primary key (ref, week)
);

comment on column folder.feed.ref is 'pd:none';
comment on column folder.feed.detail is 'pd:none';
comment on column folder.feed.hash is 'pd:none';
comment on column folder.weekly.ref is 'pd:none';
