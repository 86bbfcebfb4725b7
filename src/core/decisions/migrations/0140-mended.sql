-- What an audit failed may be mended: another version, or other rules or classifiers, that two people published. It is
-- on trial from then on, and an audit of days in which it alone decided ends the trial.
alter table decisions.standing
  -- What the last audit looked at, as it stood at the end of its days (decisions.made_of), and the end of these days.
  add column audit_of text collate "C" check (length(audit_of) = 64),
  add column audit_until timestamptz,
  -- Since when what runs is the mended one.
  add column mended_at timestamptz,
  add column on_trial boolean not null default false,
  add check (not on_trial or (mended_at is not null and audit_verdict is distinct from 'pass'));
comment on column decisions.standing.audit_of is 'pd:none';

-- What a decision is made of at a moment: its code, and the parts that are bound to it.
create function decisions.made_of(asked text, code text, moment timestamptz)
returns text language sql stable security definer set search_path = pg_catalog as $$
  select encode(sha256(convert_to(code || coalesce((
    select string_agg(' ' || b.place || ' ' || b.hash, '' order by b.place) from decisions.bound b
    where b.decision = asked and b.since <= moment and (b.until is null or b.until > moment)), ''),
    'UTF8')), 'hex')
$$;

-- Days within which a mended decision has to pass an audit, however many the entry allows.
create function decisions.trial_days() returns integer language sql immutable as 'select 90';

create or replace function decisions.obstacle(asked text, asked_version integer, asked_hash text, at timestamptz)
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
      -- Whoever takes the earlier rules back while it is on trial has again what failed.
      when s.audit_verdict = 'fail'
        and (not s.on_trial or s.audit_of = decisions.made_of(asked, asked_hash, at)) then 'audit-failed'
      when s.on_trial then case when at >= greatest(s.mended_at, s.audit_at)
        + make_interval(days => least(s.audit_days, decisions.trial_days())) then 'audit-overdue' end
      when at >= coalesce(s.audit_at, s.published_at) + make_interval(days => s.audit_days)
        then 'audit-overdue'
    end
  from (values (asked)) as one(name) left join decisions.standing s on s.name = one.name
$$;
