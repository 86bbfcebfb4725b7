create schema files;

-- What the city knows of each file; the bytes are in a folder or a bucket, under the file's id.
-- pending: came in, waits to be claimed; kept: part of something; released: vanishes with the next sweep.
create table files.file (
  id           text primary key,
  state        text not null check (state in ('pending', 'kept', 'released')),
  kind         text not null check (kind in ('photo', 'document')),
  type         text not null,
  bytes        bigint not null,
  sha256       text not null,
  width        integer,
  height       integer,
  name         text not null,
  thumb_bytes  bigint,
  thumb_sha256 text,
  service      text,
  subject      text,
  at           timestamptz not null,
  check ((state = 'pending') or (service is not null) or (state = 'released'))
);
create index file_to_sweep on files.file (at) where state <> 'kept';
create index file_subject on files.file (service, subject, id) where state = 'kept';
comment on column files.file.id is 'pd:none';
comment on column files.file.type is 'pd:none';
comment on column files.file.sha256 is 'pd:none';
comment on column files.file.name is 'pd:may-contain';
comment on column files.file.service is 'pd:none';
comment on column files.file.subject is 'pd:none';
