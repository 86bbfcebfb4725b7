-- What an official looks for at the desk, kept under a name: for oneself, or shared with a unit.
create table reports.queue (
  id       text primary key,
  official text not null,
  -- Shared with this unit; null: one's own.
  unit     text,
  name     text not null,
  asked    jsonb not null,
  rank     integer not null
);
create index queue_official on reports.queue (official, rank, id);
create index queue_unit on reports.queue (unit, rank, id) where unit is not null;

-- The queue with which the desk begins for an official.
create table reports.queue_first (
  official text primary key,
  queue    text not null references reports.queue on delete cascade
);
comment on column reports.queue.id is 'pd:none';
comment on column reports.queue.official is 'pd:pseudonym';
comment on column reports.queue.unit is 'pd:none';
comment on column reports.queue.name is 'pd:may-contain';
comment on column reports.queue.asked is 'pd:may-contain';
comment on column reports.queue_first.official is 'pd:pseudonym';
comment on column reports.queue_first.queue is 'pd:none';
