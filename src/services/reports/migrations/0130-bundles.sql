-- Several reports that an official chose for one act: what is to be done, and afterwards what was done with each.
create table reports.bundle (
  id       text primary key,
  official text not null,
  act      text not null check (act in ('move', 'answer', 'assign', 'merge', 'note')),
  -- What is to be said or set; null until the official said it. `said` counts how often, so that nobody confirms
  -- what they did not see.
  wish     jsonb,
  said     integer not null default 0,
  made_at  timestamptz(3) not null,
  done_at  timestamptz(3)
);
create index bundle_made on reports.bundle (made_at);

create table reports.bundled (
  bundle  text not null references reports.bundle on delete cascade,
  report  integer not null references reports.report,
  -- The version that was looked at when the report was chosen.
  version integer not null,
  -- Why it was not done; none of them: it was done; null: nothing was tried yet.
  reasons text[],
  primary key (bundle, report)
);
comment on column reports.bundle.id is 'pd:none';
comment on column reports.bundle.official is 'pd:pseudonym';
comment on column reports.bundle.act is 'pd:none';
comment on column reports.bundle.wish is 'pd:may-contain';
comment on column reports.bundled.bundle is 'pd:none';
comment on column reports.bundled.reasons is 'pd:none';
