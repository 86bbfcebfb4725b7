-- Ways to sign in beside the password: passkeys, a code generator, printed codes (privacy-record.md 5.1).
create table vault.passkey (
  credential  text primary key,
  person      uuid not null references vault.person on delete cascade,
  public_key  bytea not null,
  counter     bigint not null,
  transports  text[] not null,
  -- Bound to one device, or copied to others by whoever made the device (WebAuthn 6.1.3).
  synced      boolean not null,
  backed_up   boolean not null,
  keyver      integer not null,
  name_iv     bytea not null,
  name_sealed bytea not null,
  made_at     timestamptz not null,
  used_at     timestamptz
);
create index passkey_person on vault.passkey (person);

-- One for each person; not in use until a code of it was entered.
create table vault.generator (
  person    uuid primary key references vault.person on delete cascade,
  keyver    integer not null,
  iv        bytea not null,
  sealed    bytea not null,
  made_at   timestamptz not null,
  active_at timestamptz,
  -- The last step whose code was taken: a code is good once (RFC 6238 5.2).
  last_step bigint not null default 0,
  -- The printed codes for the minutes in which their owner copies them.
  printed_keyver integer,
  printed_iv     bytea,
  printed_sealed bytea,
  printed_until  timestamptz
);

create table vault.printed (
  person  uuid not null references vault.person on delete cascade,
  hash    bytea not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (person, hash)
);

-- A question to which one answer is expected soon: a signature, or the second half of a sign-in.
create table vault.challenge (
  hash     bytea primary key,
  kind     text not null check (kind in ('enter', 'add', 'second')),
  person   uuid references vault.person on delete cascade,
  how      text,
  until_at timestamptz not null,
  tries    integer not null default 0
);
create index challenge_until on vault.challenge (until_at);

alter table vault.letter drop constraint letter_kind_check;
alter table vault.letter add constraint letter_kind_check
  check (kind in ('confirm', 'sign-in', 'reset', 'entered', 'changed', 'recovery'));
