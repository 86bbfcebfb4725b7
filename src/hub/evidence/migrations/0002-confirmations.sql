-- People who looked for themselves: officials of other member cities (E4), independent reviewers (E5).
create table evidence.confirmation (
  number integer generated always as identity primary key,
  city text not null references evidence.node,
  item text not null,
  -- SHA-256 of what was known when it was confirmed; once that is something else, it was confirmed for an earlier state.
  facts text not null,
  voice text not null check (voice in ('peer', 'reviewer')),
  -- The city a peer acts for.
  from_city text,
  -- This service's pseudonym of who confirmed; no page reads it.
  ref text not null,
  -- What a reviewer declares.
  interests text,
  text text not null,
  salt text not null,
  confirmed_at timestamptz not null,
  withdrawn_at timestamptz,
  check ((voice = 'peer') = (from_city is not null) and (voice = 'reviewer') = (interests is not null))
);
-- Whoever confirms the same state twice has confirmed it once.
create unique index on evidence.confirmation (city, item, ref, facts) where withdrawn_at is null;
