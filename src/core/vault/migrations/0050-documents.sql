-- What a person keeps in their folder, or was given there. Each document has a key of its own, sealed under
-- the key of its person and class: destroying either makes it noise. One without a person waits to be claimed.
create table keys.document (
  document uuid primary key,
  person uuid,
  class text,
  keyver integer not null,
  iv bytea not null,
  sealed bytea not null
);
create index document_person on keys.document (person, class);

-- With a batch it is not settled yet: it vanishes unless the city commits. `facts` are what is said of it
-- (title, name, type, SHA-256), sealed like its bytes.
create table vault.document (
  document uuid primary key,
  person uuid references vault.person on delete cascade,
  module text not null,
  field text,
  class text,
  bytes bigint not null default 0,
  chunks integer not null default 0,
  whole boolean not null default false,
  iv bytea,
  facts bytea,
  batch text,
  since timestamptz not null
);
create index document_of on vault.document (person, field);
create index document_batch on vault.document (batch) where batch is not null;

create table vault.document_piece (
  document uuid not null references vault.document on delete cascade,
  number integer not null,
  iv bytea not null,
  ciphertext bytea not null,
  primary key (document, number)
);

-- What the person notes beside a document, such as for whom a link is.
create table vault.document_note (
  note uuid primary key,
  document uuid not null references vault.document on delete cascade,
  iv bytea not null,
  ciphertext bytea not null,
  batch text,
  since timestamptz not null
);
create index document_note_of on vault.document_note (document);
create index document_note_batch on vault.document_note (batch) where batch is not null;

-- Which document an access that is written down opens, for the minutes in which its bytes are fetched.
create table vault.opening (
  access uuid not null,
  document uuid not null references vault.document on delete cascade,
  at timestamptz not null default clock_timestamp(),
  primary key (access, document)
);
