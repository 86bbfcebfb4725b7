-- Which unit answers is set by a registered decision or by a person, and the row says by which. There is no third way:
-- also whoever writes SQL by hand is refused.
alter table reports.report
  add column unit_decision text collate "C" references decisions.taken (id),
  -- The role of who set it, and the version of the report in which; `unknown` before this was kept.
  add column unit_by       text check (unit_by ~ '^(role:[a-z][a-z0-9.-]*|operator|unknown)$'),
  add column unit_version  integer;
update reports.report set unit_by = 'unknown', unit_version = version where unit is not null;
alter table reports.report
  add check (num_nonnulls(unit_decision, unit_by) = case when unit is null then 0 else 1 end),
  add check ((unit_by is null) = (unit_version is null));
create index report_decision on reports.report (unit_decision) where unit_decision is not null;

-- A person says that it is a person, for this very version; otherwise a decision of this very transaction, about this
-- very report and with this very outcome, has to stand behind it.
create function reports.account_for_unit() returns trigger language plpgsql security definer
set search_path = pg_catalog as $$
declare decided text;
begin
  if new.unit is null then
    new.unit_decision := null;
    new.unit_by := null;
    new.unit_version := null;
    return new;
  end if;
  if new.unit_by is not null and new.unit_version = new.version
    and (tg_op = 'INSERT' or new.unit_version is distinct from old.unit_version) then
    new.unit_decision := null;
    return new;
  end if;
  decided := decisions.taken_now('reports.route', '/reports/R-' || new.number, new.unit);
  if decided is null and tg_op = 'UPDATE' and new.unit = old.unit
    and new.unit_decision is not distinct from old.unit_decision
    and new.unit_by is not distinct from old.unit_by
    and new.unit_version is not distinct from old.unit_version then
    return new;
  end if;
  if decided is null then
    raise exception 'report %: no registered decision and nobody gave it to the unit %', new.number, new.unit
      using errcode = 'check_violation';
  end if;
  new.unit_decision := decided;
  new.unit_by := null;
  new.unit_version := null;
  return new;
end $$;
create trigger account_for_unit before insert or update of unit, unit_decision, unit_by, unit_version
  on reports.report for each row execute function reports.account_for_unit();

comment on column reports.report.unit_decision is 'pd:none';
comment on column reports.report.unit_by is 'pd:none';
