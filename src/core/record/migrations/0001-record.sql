create schema record;

-- What waits to be put into the log, and what is there already (position not null). Only the sequencer sets the
-- position, in the order of the log; nothing else of an entry ever changes.
create table record.outbox (
  id       text collate "C" primary key,
  at       timestamptz not null,
  t        text collate "C" not null,
  by       text collate "C" not null,
  d        jsonb not null,
  service  text collate "C" not null,
  subject  text collate "C",
  position bigint unique
);
create index outbox_kind on record.outbox (t, id);
create index outbox_service on record.outbox (service, id);
create index outbox_subject on record.outbox (subject, id) where subject is not null;
create index outbox_waiting on record.outbox (id) where position is null;

create function record.keep_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.position is null
    and to_jsonb(old) - 'position' = to_jsonb(new) - 'position'
  then
    return new;
  end if;
  raise exception 'the public record does not change: entry %', old.id using errcode = '23001';
end
$$;
create trigger keep_entry before update or delete on record.outbox
  for each row execute function record.keep_entry();

comment on column record.outbox.id is 'pd:none';
comment on column record.outbox.t is 'pd:none';
comment on column record.outbox.by is 'pd:none';
comment on column record.outbox.d is 'pd:none';
comment on column record.outbox.service is 'pd:none';
comment on column record.outbox.subject is 'pd:none';
