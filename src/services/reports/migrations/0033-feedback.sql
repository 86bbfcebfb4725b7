-- Was it solved? Once for each closing, by whoever reported ('reporter') or joined (their own number).
create table reports.feedback (
  report    integer not null references reports.report,
  giver     text not null,
  closed_at timestamptz(3) not null,
  satisfied boolean not null,
  at        timestamptz(3) not null,
  primary key (report, giver, closed_at)
);
create index feedback_at on reports.feedback (at);
comment on column reports.feedback.giver is 'pd:none';
