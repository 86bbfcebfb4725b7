create schema editions;

-- An edition in the making: its words, and which practices come in which order.
create table editions.draft (
  id integer generated always as identity primary key,
  words jsonb not null,
  practices integer[] not null default '{}',
  -- The issued edition that this one is to take the place of.
  replaces integer,
  -- The number it was issued with; from then on it is never changed.
  issued integer unique,
  changed_at timestamptz not null
);

-- An issued edition. What it says was frozen at that moment and is never changed; only what became of it is.
create table editions.edition (
  number integer primary key check (number > 0),
  draft integer not null unique references editions.draft,
  content jsonb not null,
  -- SHA-256 of the canonical JSON of `content` (RFC 8785), and the entry of the record that says so.
  sha256 text not null,
  entry text not null,
  frozen_at timestamptz not null,
  -- When its files were there and their hashes on the record, and the entry with them.
  issued_at timestamptz,
  issued_entry text,
  -- Whether there is a printed document: it is waited for, made, or why there is none.
  print text not null default 'waiting'
    check (print in ('waiting', 'made', 'no-program', 'too-slow', 'broken')),
  replaces integer references editions.edition,
  replaced_by integer references editions.edition,
  withdrawn_on date,
  withdrawn_because text,
  withdrawn_words text,
  check ((issued_at is null) = (issued_entry is null)),
  check ((withdrawn_on is null) = (withdrawn_because is null))
);
alter table editions.draft add foreign key (replaces) references editions.edition;

-- The last number that was given. Two that are issued at once wait here, and no number is left out.
create table editions.numbering (
  whole boolean primary key default true check (whole),
  last integer not null
);
insert into editions.numbering (last) values (0);

-- A file of an edition; its bytes lie in the city's store of files under `stored`.
create table editions.file (
  edition integer not null references editions.edition,
  kind text not null check (kind in ('html', 'epub', 'json', 'pdf')),
  stored text not null unique,
  bytes bigint not null,
  sha256 text not null,
  entry text not null,
  primary key (edition, kind)
);
