create schema supporters;

-- Requests to one city. The salt belongs to it alone, so that the same address cannot be found again elsewhere.
create table supporters.campaign (
  city text primary key,
  salt text not null,
  begun_at timestamptz not null,
  answered_on date,
  answer text,
  -- The number that was last written into the public record.
  published integer not null default 0
);

-- An address that is not confirmed yet; the address itself is in the vault.
create table supporters.ask (
  id text primary key,
  code text not null unique,
  city text not null references supporters.campaign,
  address_hash text not null,
  contact text not null,
  language text not null,
  asked_at timestamptz not null
);
create index on supporters.ask (asked_at);

-- One confirmed address, as a salted hash: enough to count it once, not to know whose it is.
create table supporters.supporter (
  city text not null references supporters.campaign,
  address_hash text not null,
  confirmed_on date not null,
  primary key (city, address_hash)
);
