-- The last letter to an account that is closed: the address lies under a key of its own until the letter is out.
create table vault.farewell (
  letter   text primary key,
  person   uuid not null,
  language text not null,
  keyver   integer not null,
  iv       bytea not null,
  sealed   bytea not null,
  at       timestamptz not null
);
