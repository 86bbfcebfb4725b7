-- What was decided names its code beside the hash of everything: the register lets code run, whatever rules and
-- classifiers it decides by at the time. Rows from before have no parts: their hash is that of the code.
alter table decisions.taken add column code text collate "C" check (length(code) = 64);
comment on column decisions.taken.code is 'pd:none';

create or replace function decisions.may_be_taken() returns trigger language plpgsql security definer
set search_path = pg_catalog as $$
declare cause text := decisions.obstacle(new.decision, new.version, coalesce(new.code, new.hash), new.at);
begin
  if cause is not null then
    raise exception 'the decision % may not be taken now: %', new.decision, cause
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
