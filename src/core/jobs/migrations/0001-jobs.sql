create schema jobs;

-- Work for later. A row is there until its work is done; a job that failed for good waits for a person.
-- Two clocks on purpose: `due_at` is the city's time (when work is wanted), `leased_until` is this
-- database's time (how long a process may keep it), so processes with wrong clocks steal nothing.
create table jobs.job (
  id           text primary key,
  name         text not null,
  input        jsonb not null,
  asked_at     timestamptz not null,
  due_at       timestamptz not null,
  retries      integer not null,
  attempts     integer not null default 0,
  scheduled    boolean not null default false,
  leased_until timestamptz,
  leased_by    text,
  died_at      timestamptz,
  failure      text
);
create index job_due on jobs.job (due_at) where died_at is null;
create index job_dead on jobs.job (died_at, id) where died_at is not null;

-- A regular job that is still waiting or running is not asked for a second time.
create unique index job_scheduled on jobs.job (name) where scheduled and died_at is null;

-- When each regular job is next wanted; whoever moves `next_at` on asks for the job, so only one does.
create table jobs.schedule (
  name    text primary key,
  every   text not null,
  next_at timestamptz not null
);
comment on column jobs.job.id is 'pd:none';
comment on column jobs.job.name is 'pd:none';
comment on column jobs.job.input is 'pd:none';
comment on column jobs.job.leased_by is 'pd:none';
comment on column jobs.job.failure is 'pd:none';
comment on column jobs.schedule.name is 'pd:none';
comment on column jobs.schedule.every is 'pd:none';
