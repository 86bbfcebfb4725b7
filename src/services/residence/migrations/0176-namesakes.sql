-- Who waits to be told apart from a namesake, and who is asked to show a fact of their own until then.
create table residence.namesake (
  ref      text primary key,
  side     text not null check (side in ('waits', 'first', 'same')),
  until    timestamptz,
  language text not null,
  at       timestamptz not null
);

comment on column residence.namesake.ref is 'pd:none';
comment on column residence.namesake.side is 'pd:none';
comment on column residence.namesake.language is 'pd:none';

alter table residence.standing drop constraint standing_ended_why_check;
alter table residence.standing add constraint standing_ended_why_check
  check (ended_why in ('moved', 'elsewhere', 'over', 'namesake'));
