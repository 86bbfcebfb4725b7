create schema messages;

-- What one unit and one person write to each other, about one matter. Who it is stands in the vault alone, and so
-- does every word of it.
create table messages.thread (
  number     bigint generated always as identity primary key,
  ref        text not null,
  -- The service that began it, and its own number of the matter.
  service    text not null,
  subject    text not null,
  unit       text not null,
  language   text not null,
  state      text not null check (state in ('open', 'closed')),
  opened_at  timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  closed_at  timestamptz(3)
);
create unique index thread_matter on messages.thread (ref, service, subject);
create index thread_ref on messages.thread (ref, changed_at desc);
create index thread_unit on messages.thread (unit, state, changed_at);

create table messages.message (
  id        uuid primary key,
  thread    bigint not null references messages.thread on delete cascade,
  written   text not null check (written in ('service', 'official', 'resident')),
  badge     text,
  at        timestamptz(3) not null,
  -- When the other side saw it first.
  read_at   timestamptz(3)
);
create index message_thread on messages.message (thread, id);

-- A charge or a day by which something has to be done.
create table messages.due (
  id         uuid primary key,
  thread     bigint not null references messages.thread on delete cascade,
  kind       text not null check (kind in ('charge', 'deadline')),
  -- In the smallest unit of the currency.
  amount     bigint check (amount > 0),
  currency   text,
  due_on     date not null,
  link       text,
  state      text not null check (state in ('open', 'paid', 'done', 'withdrawn')),
  version    integer not null default 1,
  at         timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  check ((kind = 'charge') = (amount is not null and currency is not null))
);
create index due_thread on messages.due (thread, due_on);

-- How often somebody wants a letter that says that there is a message; without a row, never.
create table messages.wish (
  ref       text primary key,
  often     text not null check (often in ('each', 'daily', 'weekly')),
  since     timestamptz(3) not null,
  mailed_at timestamptz(3)
);

comment on column messages.thread.ref is 'pd:none';
comment on column messages.thread.service is 'pd:none';
comment on column messages.thread.subject is 'pd:none';
comment on column messages.thread.unit is 'pd:none';
comment on column messages.thread.language is 'pd:none';
comment on column messages.thread.state is 'pd:none';
comment on column messages.message.written is 'pd:none';
comment on column messages.message.badge is 'pd:none';
comment on column messages.due.kind is 'pd:none';
comment on column messages.due.currency is 'pd:none';
comment on column messages.due.link is 'pd:none';
comment on column messages.due.state is 'pd:none';
comment on column messages.wish.ref is 'pd:none';
comment on column messages.wish.often is 'pd:none';
