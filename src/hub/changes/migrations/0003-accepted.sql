-- Somebody decided to believe a city or a hub again under other keys, and said how that is known.
create table changes.accepted (
  id text primary key,
  about text not null,
  kinds text[] not null,
  reason text not null,
  salt text not null,
  at timestamptz not null
);
create index on changes.accepted (at);

-- A hub that begins another log begins its feed again; what was copied of the one before stays as it is.
alter table changes.mirror add column log integer not null default 1;
alter table changes.copied add column log integer not null default 1;
alter table changes.copied drop constraint copied_pkey;
alter table changes.copied add primary key (hub, log, cursor);
