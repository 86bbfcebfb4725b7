-- Whose log this is: a process with another key does not write in it.
create table record.key (
  origin text collate "C" primary key,
  vkey   text collate "C" not null,
  single boolean not null default true unique check (single)
);
comment on column record.key.origin is 'pd:none';
comment on column record.key.vkey is 'pd:none';

-- The last checkpoint this city signed, and the last one that enough witnesses cosigned.
create table record.checkpoint (
  origin       text collate "C" primary key,
  size         bigint not null,
  root         text collate "C" not null,
  note         text not null,
  at           timestamptz not null,
  witnesses      jsonb not null default '[]',
  witnessed_size bigint,
  quorum_size  bigint,
  quorum_note  text,
  quorum_at    timestamptz
);
comment on column record.checkpoint.origin is 'pd:none';
comment on column record.checkpoint.root is 'pd:none';
comment on column record.checkpoint.note is 'pd:none';
comment on column record.checkpoint.witnesses is 'pd:none';
comment on column record.checkpoint.quorum_note is 'pd:none';

-- What this city last cosigned of the logs of others (C2SP tlog-witness): a size never goes down.
create table record.witnessed (
  origin text collate "C" primary key,
  hash   text collate "C" not null unique,
  size   bigint not null,
  root   text collate "C" not null,
  note   text not null,
  at     timestamptz not null
);
comment on column record.witnessed.origin is 'pd:none';
comment on column record.witnessed.hash is 'pd:none';
comment on column record.witnessed.root is 'pd:none';
comment on column record.witnessed.note is 'pd:none';

-- Signed checkpoints of others that contradict what they had signed before, with what they contradict.
create table record.evidence (
  id     text collate "C" primary key,
  origin text collate "C" not null,
  known  text not null,
  note   text not null,
  at     timestamptz not null,
  unique (origin, note)
);
comment on column record.evidence.id is 'pd:none';
comment on column record.evidence.origin is 'pd:none';
comment on column record.evidence.known is 'pd:none';
comment on column record.evidence.note is 'pd:none';
