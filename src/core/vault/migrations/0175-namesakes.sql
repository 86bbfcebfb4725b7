-- Two people of one name born on one day are told apart by a third fact, of which a keyed hash is kept and nothing else.
alter table vault.residence add column fact_kind text check (fact_kind in ('personal-number', 'birth-place'));
alter table vault.residence add column fact bytea;
alter table vault.residence drop constraint residence_identity_key;
create unique index residence_identity on vault.residence (identity, coalesce(fact, '\x'::bytea));

-- Somebody who waits to be told apart: two officials, and then whoever was first has time to show their own fact.
create table vault.namesake (
  person    uuid primary key references vault.person on delete cascade,
  identity  bytea not null,
  fact_kind text not null check (fact_kind in ('personal-number', 'birth-place')),
  fact      bytea not null,
  -- The account that this same person had before loses its proof.
  frees     boolean not null,
  -- Pseudonym of the official who asked.
  official  text not null,
  asked_at  timestamptz not null,
  -- Another official agreed; after the second day those who did not show a fact of their own lose their proof.
  agreed_at timestamptz,
  settle_at timestamptz,
  -- Asked, or settled, in a batch that is not settled itself yet.
  batch     text,
  settled   text
);
create index namesake_identity on vault.namesake (identity);
