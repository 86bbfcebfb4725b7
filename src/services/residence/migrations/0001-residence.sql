create schema residence;

-- How residence was proved for a pseudonym, and until when. Where somebody lives and how old they are is in the vault.
create table residence.standing (
  ref         text primary key,
  way         text not null check (way in ('letter', 'desk', 'provider', 'register')),
  since       timestamptz not null,
  until       date not null,
  language    text not null,
  reminded_at timestamptz,
  ended_at    timestamptz,
  ended_why   text check (ended_why in ('moved', 'elsewhere', 'over'))
);
create index standing_until on residence.standing (until) where ended_at is null;

-- A letter with a code. To whom and where stands in the vault; of the code only its hash is here.
create table residence.letter (
  id        text collate "C" primary key,
  ref       text not null,
  code_hash bytea not null,
  asked_at  timestamptz not null,
  until     date not null,
  tries     integer not null default 0,
  state     text not null check (state in ('waiting', 'sent', 'used', 'over')),
  sent_at   timestamptz
);
create unique index letter_open on residence.letter (ref) where state in ('waiting', 'sent');
create index letter_state on residence.letter (state, id);

comment on column residence.standing.ref is 'pd:none';
comment on column residence.standing.way is 'pd:none';
comment on column residence.standing.language is 'pd:none';
comment on column residence.standing.ended_why is 'pd:none';
comment on column residence.letter.id is 'pd:none';
comment on column residence.letter.ref is 'pd:none';
comment on column residence.letter.code_hash is 'pd:none';
comment on column residence.letter.state is 'pd:none';
