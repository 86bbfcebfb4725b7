create schema lists;

-- A discussion list: one conversation, on the web and by mail.
create table lists.list (
  name text primary key,
  domain text not null,
  title text not null,
  about text not null,
  kind text not null check (kind in ('open', 'members')),
  -- Makes the marks by which addresses of this list are known again, here and nowhere else.
  salt text not null,
  opened_at timestamptz not null,
  -- The numbers that were last written into the public record.
  counted jsonb not null default '{}'
);

-- Somebody who gets the list. The address is in the vault; here is its mark, and the vault's name for it.
create table lists.subscriber (
  id text primary key,
  list text not null references lists.list,
  mark text not null,
  contact text not null,
  -- Who this is on the web, when it was confirmed by somebody who was signed in.
  person text,
  -- What is shown beside messages, as the subscriber chose it.
  shown text,
  state text not null check (state in ('asked', 'on', 'paused')),
  -- Opens the page of this subscription; in every message, as whoever gets it may leave.
  code text not null unique,
  -- Part of the address that failures come back to.
  bounce text not null unique,
  language text not null,
  rhythm text not null default 'each' check (rhythm in ('each', 'daily', 'weekly', 'none')),
  known boolean not null default false,
  score integer not null default 0,
  failed_on date,
  asked_at timestamptz not null,
  unique (list, mark)
);
create index on lists.subscriber (list, state, rhythm);
create index on lists.subscriber (person) where person is not null;
create index on lists.subscriber (asked_at) where state = 'asked';

create table lists.thread (
  id text primary key,
  list text not null references lists.list,
  title text not null,
  begun_at timestamptz not null,
  last_at timestamptz not null,
  -- How many of its messages can be read.
  messages integer not null default 0,
  answered boolean not null default false
);
create index on lists.thread (list, last_at desc, id);

create table lists.message (
  id text primary key,
  list text not null references lists.list,
  thread text not null references lists.thread,
  message_id text not null,
  in_reply_to text,
  answers text[] not null default '{}',
  subscriber text,
  shown text,
  state text not null check (state in ('held', 'sent', 'refused', 'redacted')),
  because text,
  subject text not null,
  body text not null,
  came_by text not null check (came_by in ('web', 'mail', 'import')),
  -- Files that were too large, or of a kind that is not kept.
  lost_files integer not null default 0,
  written_at timestamptz not null,
  -- Whom to tell that it waits; the vault's name for the address, until it was told.
  notice text,
  found tsvector generated always as
    (to_tsvector('simple', case when state = 'sent' then subject || ' ' || body else '' end)) stored,
  unique (list, message_id)
);
create index on lists.message (thread, written_at, id);
create index on lists.message (list, state, written_at, id);
create index on lists.message (subscriber, written_at) where subscriber is not null;
create index on lists.message using gin (found);
create index on lists.message using gin (answers);

create table lists.file (
  id text primary key,
  message text not null references lists.message,
  name text not null,
  type text not null,
  bytes integer not null
);
create index on lists.file (message);

-- A part of a conversation as one letter: messages of a day or of a week.
create table lists.digest (
  id text primary key,
  list text not null references lists.list,
  rhythm text not null check (rhythm in ('daily', 'weekly')),
  from_at timestamptz not null,
  until_at timestamptz not null
);

-- What goes to whom, once. `unsure`: a process died or a server fell silent under way; it is not sent again by itself.
create table lists.delivery (
  piece text not null,
  subscriber text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'later', 'unsure', 'failed', 'gone')),
  primary key (piece, subscriber)
);
create index on lists.delivery (piece, state);
create index on lists.delivery (subscriber);

create table lists.mute (
  subscriber text not null references lists.subscriber on delete cascade,
  thread text not null references lists.thread on delete cascade,
  primary key (subscriber, thread)
);

-- Who was told that a message waits: once in a while, so that forged senders are not flooded.
create table lists.notice (
  list text not null references lists.list,
  mark text not null,
  told_at timestamptz not null,
  primary key (list, mark)
);

-- What came and was not taken up, counted by day and by reason.
create table lists.loop (
  list text not null references lists.list,
  day date not null,
  why text not null,
  count integer not null,
  primary key (list, day, why)
);
