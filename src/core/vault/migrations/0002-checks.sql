-- By which hash the public record knows the purpose: nothing is read for one that it says otherwise.
alter table vault.purpose add column recorded text;

-- Somebody was in danger: read without an open case, and everybody is told.
alter table vault.access add column emergency boolean not null default false;
create index access_volume on vault.access (purpose, actor_ref, at)
  where outcome = 'read' and actor_kind = 'official';

-- Consents to a notice in one of its versions. Withdrawn ones stay, so that both can be shown.
create table vault.consent (
  id uuid primary key,
  person uuid not null references vault.person on delete cascade,
  module text not null,
  notice text not null,
  version integer not null,
  method text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consent_live on vault.consent (person, notice) where withdrawn_at is null;

-- Restriction of a retention class (GDPR art. 18), objection to a purpose (art. 21).
create table vault.limitation (
  id uuid primary key,
  person uuid not null references vault.person on delete cascade,
  kind text not null check (kind in ('restriction', 'objection')),
  subject text not null,
  from_at timestamptz not null,
  until_at timestamptz
);
create unique index limitation_live on vault.limitation (person, kind, subject)
  where until_at is null;

-- Two people let one read about many: the first asks, another agrees, and it is read once.
create table vault.approval (
  id uuid primary key,
  module text not null,
  purpose text not null,
  version integer not null,
  reason text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  agreed_by text,
  agreed_at timestamptz,
  used_at timestamptz,
  check (agreed_by <> asked_by)
);

-- Who still has to be told of a reading in an emergency: the person, and the data protection officer.
create table vault.notice (
  access uuid not null,
  person uuid not null,
  whom text not null check (whom in ('person', 'officer')),
  told_at timestamptz,
  primary key (access, whom)
);
create index notice_due on vault.notice (access) where told_at is null;
