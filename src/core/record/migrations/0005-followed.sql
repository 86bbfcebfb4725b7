-- Logs of others that this city goes and looks at by itself, beside those of its policy: it cosigns what only grew.
create table record.followed (
  origin text collate "C" primary key,
  vkey   text not null,
  -- Below this address lie its files.
  url    text not null,
  next_at timestamptz not null,
  failures integer not null default 0,
  failure text
);
comment on column record.followed.origin is 'pd:none';
comment on column record.followed.vkey is 'pd:none';
comment on column record.followed.url is 'pd:none';
comment on column record.followed.failure is 'pd:none';

-- News for other cities are read in the order of the log.
create index outbox_placed on record.outbox (t, log, position) where position is not null;
