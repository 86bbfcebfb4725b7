-- Whether a decision may be taken now. The decider asks in the transaction of each case; nothing is remembered between.
create table decisions.standing (
  name          text collate "C" primary key,
  state         text not null check (state in ('draft', 'published', 'suspended', 'retired')),
  status        text not null check (status in
                  ('planned', 'design', 'development', 'pilot', 'evaluation', 'operational', 'retired')),
  -- What the published entry describes: this version, made of this.
  version       integer not null check (version > 0),
  hash          text not null check (length(hash) = 64),
  -- From this day on the entry has to be looked at again before a machine decides anything more.
  revision_on   date not null,
  -- Days within which an audit follows on the one before, or on the publication; null: none is demanded.
  audit_days    integer check (audit_days > 0),
  audit_verdict text check (audit_verdict in ('pass', 'fail', 'inconclusive')),
  audit_version integer,
  audit_at      timestamptz,
  audit_page    text,
  -- Why it is suspended or retired, in words for everybody.
  reason        text not null default '',
  -- True once people keep this entry: a start of the city no longer publishes it.
  kept          boolean not null default false,
  published_at  timestamptz not null,
  changed_at    timestamptz not null,
  check (num_nulls(audit_verdict, audit_version, audit_at, audit_page) in (0, 4))
);

-- Cases that a machine would have decided and a person has to, each with the cause.
create table decisions.passed (
  id       text collate "C" primary key,
  decision text collate "C" not null,
  version  integer not null,
  cause    text not null,
  about    text collate "C" not null,
  at       timestamptz not null
);
create index passed_decision on decisions.passed (decision, id);

-- The first such case of a day and cause is said on the public record, and in the night after it how many there were.
create table decisions.incident (
  decision text collate "C" not null,
  cause    text not null,
  day      date not null,
  counted  integer check (counted > 0),
  primary key (decision, cause, day)
);

-- What stands in the way of taking this decision; null when nothing does.
create function decisions.obstacle(asked text, asked_version integer, asked_hash text, at timestamptz)
returns text language sql stable security definer set search_path = pg_catalog as $$
  select case
      when not exists (select 1 from decisions.registered r where r.name = asked and r.until is null)
        then 'not-registered'
      when s.name is null or s.state = 'draft' then 'not-published'
      when s.state in ('suspended', 'retired') then s.state
      when s.version <> asked_version or s.hash <> asked_hash or not exists (
        select 1 from decisions.registered r where r.name = asked and r.version = asked_version
          and r.hash = asked_hash and r.until is null) then 'changed'
      when s.status not in ('pilot', 'operational') then 'not-operational'
      when (at at time zone 'UTC')::date >= s.revision_on then 'past-revision'
      when s.audit_verdict = 'fail' then 'audit-failed'
      when at >= coalesce(s.audit_at, s.published_at) + make_interval(days => s.audit_days)
        then 'audit-overdue'
    end
  from (values (asked)) as one(name) left join decisions.standing s on s.name = one.name
$$;

-- No way around: also who writes a decision by hand is refused while the register does not let it run.
create function decisions.may_be_taken() returns trigger language plpgsql security definer
set search_path = pg_catalog as $$
declare cause text := decisions.obstacle(new.decision, new.version, new.hash, new.at);
begin
  if cause is not null then
    raise exception 'the decision % may not be taken now: %', new.decision, cause
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger may_be_taken before insert on decisions.taken
  for each row execute function decisions.may_be_taken();

-- The decision that this transaction took about something with this outcome; null when it took none.
create function decisions.taken_now(asked text, about_path text, result text)
returns text language sql stable security definer set search_path = pg_catalog as $$
  select t.id from decisions.taken t
  where t.about = about_path and t.decision = asked and t.outcome = result
    and t.xmin = pg_current_xact_id()::xid
  order by t.id desc limit 1
$$;

comment on column decisions.standing.name is 'pd:none';
comment on column decisions.standing.state is 'pd:none';
comment on column decisions.standing.status is 'pd:none';
comment on column decisions.standing.hash is 'pd:none';
comment on column decisions.standing.audit_verdict is 'pd:none';
comment on column decisions.standing.audit_page is 'pd:none';
comment on column decisions.standing.reason is 'pd:none';
comment on column decisions.passed.id is 'pd:none';
comment on column decisions.passed.decision is 'pd:none';
comment on column decisions.passed.cause is 'pd:none';
comment on column decisions.passed.about is 'pd:none';
comment on column decisions.incident.decision is 'pd:none';
comment on column decisions.incident.cause is 'pd:none';
