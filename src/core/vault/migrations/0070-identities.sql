-- Accounts of other services with which somebody signs in (OpenID Connect, privacy-record.md 5.3). Of what a
-- provider calls somebody only a keyed hash is kept.
create table vault.identity (
  hash        bytea primary key,
  identity    text not null unique,
  person      uuid not null references vault.person on delete cascade,
  provider    text not null,
  -- The highest level it ever showed.
  assurance   text not null check (assurance in ('low', 'substantial', 'high')),
  added_at    timestamptz not null,
  used_at     timestamptz not null,
  -- When its claims last proved that the person lives here.
  resident_at timestamptz
);
create index identity_person on vault.identity (person);

-- Somebody came back from a provider and has still to say what for. Good for ten minutes, in one browser.
create table vault.arrival (
  hash      bytea primary key,
  identity  bytea not null,
  provider  text not null,
  browser   bytea not null,
  -- Who was signed in when they left; null when nobody was.
  person    uuid references vault.person on delete cascade,
  assurance text not null,
  -- When they last showed there who they are; null when the provider does not tell.
  proved_at timestamptz,
  resident  boolean not null,
  -- Their address there and how they are called, sealed under the secret that names this row.
  sealed    bytea not null,
  until_at  timestamptz not null
);
create index arrival_until on vault.arrival (until_at);

-- Whoever came from a provider may have no address here.
alter table vault.account alter column email_index drop not null;
