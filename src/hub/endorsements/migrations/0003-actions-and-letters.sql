-- What a city says it does first, one action per area of the checklist; asked, never needed (coalition-access.md 3.1, E).
create table endorsements.first_action (
  application integer not null references endorsements.application on delete cascade,
  area text not null,
  text text not null,
  primary key (application, area)
);

-- Letters that ask a member to affirm again: once about each decision that grows old, once about each new version.
create table endorsements.affirm_letter (
  city text not null,
  because text not null check (because in ('soon', 'late', 'version')),
  mark text not null,
  sent_at timestamptz not null,
  primary key (city, because, mark)
);

-- Fingerprints of keys the DNS showed at `_cityright-key` when the domain was looked at: the first ones stay.
alter table endorsements.domain add column key_prints text[] not null default '{}';
