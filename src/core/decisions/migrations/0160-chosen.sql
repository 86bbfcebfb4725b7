-- A release may hold several versions of a decision's code. Which of them decides is chosen here, and asked for in the
-- transaction of each case: the one that was published last, or the one that was gone back to.
alter table decisions.registered
  -- True while the release that runs holds the code of this version.
  add column held boolean not null default false,
  add unique (name, version, hash);
update decisions.registered set held = true where until is null;

create table decisions.chosen (
  decision    text collate "C" not null,
  number      integer not null check (number > 0),
  version     integer not null,
  hash        text not null,
  -- By a start of the city, by two who agreed to its entry, or by one who went back to it.
  how         text not null check (how in ('shipped', 'agreed', 'back')),
  -- From this day on its entry has to be looked at again: who goes back does not gain time.
  revision_on date not null,
  reason      text not null default '',
  since       timestamptz not null,
  until       timestamptz,
  primary key (decision, number),
  foreign key (decision, version, hash) references decisions.registered (name, version, hash),
  check ((how = 'back') = (reason <> ''))
);
create unique index chosen_now on decisions.chosen (decision) where until is null;
insert into decisions.chosen (decision, number, version, hash, how, revision_on, since)
  select s.name, 1, s.version, s.hash, case when s.kept then 'agreed' else 'shipped' end, s.revision_on, s.published_at
  from decisions.standing s
  join decisions.registered r on r.name = s.name and r.version = s.version and r.hash = s.hash;

-- What audits found, by the fingerprint of what they looked at: what failed does not come back under another number.
create table decisions.judged (
  decision text collate "C" not null,
  made_of  text collate "C" not null check (length(made_of) = 64),
  verdict  text not null check (verdict in ('pass', 'fail', 'inconclusive')),
  at       timestamptz not null,
  primary key (decision, made_of)
);
insert into decisions.judged (decision, made_of, verdict, at)
  select name, audit_of, audit_verdict, audit_at from decisions.standing where audit_of is not null;

create function decisions.has_failed(asked text, asked_hash text, moment timestamptz)
returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select case when exists (select 1 from decisions.judged j where j.decision = asked and j.verdict = 'fail')
    then exists (select 1 from decisions.judged j where j.decision = asked and j.verdict = 'fail'
      and j.made_of = decisions.made_of(asked, asked_hash, moment)) else false end
$$;

-- Whoever goes back by hand is bound by the same: only to what was in force before, has not failed, and is not stopped.
-- What was chosen once stays known, with its end.
create function decisions.may_be_chosen() returns trigger language plpgsql security definer
set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' then
    if old.until is not null or (to_jsonb(old) - 'until') <> (to_jsonb(new) - 'until') then
      raise exception 'what was chosen for the decision % is not changed afterwards', old.decision
        using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.how = 'back' and (
    not exists (select 1 from decisions.chosen c where c.decision = new.decision and c.version = new.version
      and c.hash = new.hash and c.until is not null and c.how <> 'back')
    or new.version >= (select c.version from decisions.chosen c where c.decision = new.decision
      order by c.number desc limit 1)
    or not exists (select 1 from decisions.registered r where r.name = new.decision and r.version = new.version
      and r.hash = new.hash and r.held)
    or not exists (select 1 from decisions.standing s where s.name = new.decision and s.state = 'published')
    or decisions.has_failed(new.decision, new.hash, new.since))
  then
    raise exception 'the decision % may not go back to version %', new.decision, new.version
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger may_be_chosen before insert or update on decisions.chosen
  for each row execute function decisions.may_be_chosen();

create or replace function decisions.obstacle(asked text, asked_version integer, asked_hash text, at timestamptz)
returns text language sql stable security definer set search_path = pg_catalog as $$
  select case
      when not exists (select 1 from decisions.registered r where r.name = asked and r.until is null)
        then 'not-registered'
      when s.name is null or s.state = 'draft' then 'not-published'
      when s.state in ('suspended', 'retired') then s.state
      when c.how = 'back' and not exists (select 1 from decisions.registered r where r.name = asked
        and r.version = c.version and r.hash = c.hash and r.held) then 'not-held'
      when s.version <> asked_version or s.hash <> asked_hash or not exists (
        select 1 from decisions.registered r where r.name = asked and r.version = asked_version
          and r.hash = asked_hash and r.until is null and r.held) then 'changed'
      when c.version is distinct from asked_version or c.hash is distinct from asked_hash then 'changed'
      when s.status not in ('pilot', 'operational') then 'not-operational'
      when (at at time zone 'UTC')::date >= s.revision_on then 'past-revision'
      -- Whoever takes earlier code, rules or classifiers back has again what failed.
      when decisions.has_failed(asked, asked_hash, at) then 'audit-failed'
      when s.audit_verdict = 'fail' and not s.on_trial then 'audit-failed'
      when s.on_trial then case when at >= greatest(s.mended_at, s.audit_at)
        + make_interval(days => least(s.audit_days, decisions.trial_days())) then 'audit-overdue' end
      when at >= coalesce(s.audit_at, s.published_at) + make_interval(days => s.audit_days)
        then 'audit-overdue'
    end
  from (values (asked)) as one(name) left join decisions.standing s on s.name = one.name
    left join decisions.chosen c on c.decision = one.name and c.until is null
$$;

-- Which version decides the next case, and what stands in its way.
create function decisions.to_decide(asked text, at timestamptz)
returns table (version integer, hash text, cause text)
language sql stable security definer set search_path = pg_catalog as $$
  select c.version, c.hash, decisions.obstacle(asked, coalesce(c.version, 0), coalesce(c.hash, ''), at)
  from (values (asked)) as one(name)
    left join decisions.chosen c on c.decision = one.name and c.until is null
$$;

comment on column decisions.chosen.decision is 'pd:none';
comment on column decisions.chosen.hash is 'pd:none';
comment on column decisions.chosen.how is 'pd:none';
comment on column decisions.chosen.reason is 'pd:none';
comment on column decisions.judged.decision is 'pd:none';
comment on column decisions.judged.made_of is 'pd:none';
comment on column decisions.judged.verdict is 'pd:none';
