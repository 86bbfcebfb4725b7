-- Every purpose as it was last put on the public record: so that a start says only what is new.
create table record.purpose (
  id      text collate "C" primary key,
  version integer not null,
  hash    text not null,
  retired boolean not null default false
);
comment on column record.purpose.id is 'pd:none';
comment on column record.purpose.hash is 'pd:none';
