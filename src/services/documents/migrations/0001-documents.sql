create schema documents;

-- What the city gave somebody: to whom is known in the vault alone. Hash and salt go when the document is erased.
create table documents.document (
  document uuid primary key,
  number text not null unique,
  kind text not null,
  unit text not null,
  case_ref text not null,
  issued_at timestamptz not null,
  valid_from text not null,
  valid_until text,
  sha256 text,
  salt text,
  entry text not null,
  withdrawn_at timestamptz,
  withdrawn_because text
);
create index issued_unit on documents.document (unit, issued_at desc);
create index issued_case on documents.document (case_ref);
create index issued_file on documents.document (sha256) where sha256 is not null;
comment on column documents.document.number is 'pd:none';
comment on column documents.document.kind is 'pd:none';
comment on column documents.document.unit is 'pd:none';
comment on column documents.document.case_ref is 'pd:none';
comment on column documents.document.valid_from is 'pd:none';
comment on column documents.document.valid_until is 'pd:none';
comment on column documents.document.sha256 is 'pd:none';
comment on column documents.document.salt is 'pd:none';
comment on column documents.document.entry is 'pd:none';
comment on column documents.document.withdrawn_because is 'pd:none';

-- A link that opens one document. Its secret and its code are here as hashes alone; for whom it is, in the vault.
create table documents.share (
  share uuid primary key,
  owner text not null,
  document uuid not null,
  field text not null,
  secret text not null unique,
  code text,
  once boolean not null,
  made_at timestamptz not null,
  until_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz,
  ended_at timestamptz
);
create index share_document on documents.share (document);
create index share_open on documents.share (until_at) where ended_at is null;
comment on column documents.share.owner is 'pd:none';
comment on column documents.share.field is 'pd:none';
comment on column documents.share.secret is 'pd:none';
comment on column documents.share.code is 'pd:none';

-- Each opening of a link: for a few minutes its file may be fetched from where it was opened.
create table documents.opening (
  opening uuid primary key,
  share uuid not null references documents.share on delete cascade,
  pass text not null unique,
  address text not null,
  at timestamptz not null
);
create index opening_share on documents.opening (share, at);
comment on column documents.opening.pass is 'pd:none';
comment on column documents.opening.address is 'pd:none';

-- What came of a check by number and file; it can be looked at for a quarter of an hour.
create table documents.comparison (
  checked text primary key,
  number text,
  sha256 text not null,
  outcome text not null check (outcome in ('matches', 'differs', 'unknown')),
  at timestamptz not null
);
create index checked_at on documents.comparison (at);
comment on column documents.comparison.checked is 'pd:none';
comment on column documents.comparison.number is 'pd:none';
comment on column documents.comparison.sha256 is 'pd:none';
comment on column documents.comparison.outcome is 'pd:none';
