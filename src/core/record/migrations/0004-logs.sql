-- A city whose key was lost or stolen ends its log at the last size that witnesses saw and begins another one.
alter table record.key drop column single;
alter table record.key add column log smallint not null default 1 unique;
alter table record.key add column ended bigint;

-- Which log an entry has its position in.
alter table record.outbox add column log smallint not null default 1;
alter table record.outbox drop constraint outbox_position_key;
alter table record.outbox add constraint outbox_place unique (log, position);

-- Nothing of an entry changes but its place, and that only when it had none: or when the log ended before it.
create or replace function record.keep_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE'
    and to_jsonb(old) - 'position' - 'log' = to_jsonb(new) - 'position' - 'log'
    and (old.position is null or (new.position is null and exists (
      select 1 from record.key k where k.log = old.log and k.ended <= old.position)))
  then
    return new;
  end if;
  raise exception 'the public record does not change: entry %', old.id using errcode = '23001';
end
$$;

-- The proof that was handed in with a refused checkpoint, and whether both together prove a split view.
alter table record.evidence add column logs jsonb not null default '[]';
alter table record.evidence add column proof jsonb not null default '[]';
alter table record.evidence add column proven boolean not null default false;
alter table record.evidence alter column proven drop default;
comment on column record.evidence.logs is 'pd:none';
comment on column record.evidence.proof is 'pd:none';

-- What a witness has seen of our own log that this city does not know: it signs nothing until that is cleared up.
create table record.alarm (
  witness text collate "C" primary key,
  size    bigint not null,
  note    text,
  at      timestamptz not null
);
comment on column record.alarm.witness is 'pd:none';
comment on column record.alarm.note is 'pd:none';
