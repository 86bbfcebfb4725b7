-- The vault's login takes nothing out of the log of accesses: it asks for it, and only what was kept for its years goes.
create function vault.retire_accesses(today timestamptz, term integer, most integer)
returns setof uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  oldest timestamptz := today - make_interval(years => term);
begin
  if term is null or term < 1 then
    raise exception 'accesses are kept for a year at least';
  end if;
  insert into vault.access_term (kept_from) values (oldest)
    on conflict (one) do update set kept_from = greatest(vault.access_term.kept_from, excluded.kept_from);
  return query delete from vault.access a where a.id in (
    select b.id from vault.access b where b.at < oldest order by b.at limit most) returning a.id;
end $$;
revoke all on function vault.retire_accesses from public;
