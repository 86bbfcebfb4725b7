create schema routing;

-- Versions of the rules: written by one official, put in force by another. The bytes in force are a part of the
-- decision `reports.route`, known there by their hash.
create table routing.rules (
  version      integer primary key check (version > 0),
  text         text not null,
  hash         text not null check (hash ~ '^[0-9a-f]{64}$'),
  state        text not null check (state in ('draft', 'active', 'past')),
  written_by   text not null,
  written_at   timestamptz not null,
  activated_by text,
  activated_at timestamptz,
  check ((state = 'draft') = (activated_by is null)),
  check (activated_by is distinct from written_by)
);
create unique index rules_active on routing.rules (state) where state = 'active';

-- Classifiers that were trained: how good each is, and whether it was promoted, waits for officials, or was refused.
create table routing.candidate (
  hash       text collate "C" primary key check (hash ~ '^[0-9a-f]{64}$'),
  language   text not null,
  texts      integer not null,
  learned    text not null,
  evaluation jsonb not null,
  verdict    text not null check (verdict in ('waiting', 'promoted', 'refused', 'replaced')),
  worse      text,
  made_at    timestamptz not null,
  agreed_by  text,
  decided_at timestamptz
);
create index candidate_language on routing.candidate (language, made_at desc);

comment on column routing.rules.text is 'pd:none';
comment on column routing.rules.hash is 'pd:none';
comment on column routing.rules.state is 'pd:none';
comment on column routing.rules.written_by is 'pd:pseudonym';
comment on column routing.rules.activated_by is 'pd:pseudonym';
comment on column routing.candidate.hash is 'pd:none';
comment on column routing.candidate.language is 'pd:none';
comment on column routing.candidate.learned is 'pd:none';
comment on column routing.candidate.evaluation is 'pd:none';
comment on column routing.candidate.verdict is 'pd:none';
comment on column routing.candidate.worse is 'pd:none';
comment on column routing.candidate.agreed_by is 'pd:pseudonym';
