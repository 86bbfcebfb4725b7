-- Accesses are kept for so many years, and nobody removes a younger one: the night says from when on they stay.
create table vault.access_term (
  one       boolean primary key default true check (one),
  kept_from timestamptz not null
);
create index access_at on vault.access using brin (at);

create or replace function vault.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_level = 'ROW' then
    if old.at < (select kept_from from vault.access_term) then
      return old;
    end if;
  end if;
  raise exception 'the access log is append-only';
end $$;
