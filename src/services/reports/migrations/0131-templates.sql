-- Words that officials prepared for answers. What the desk is offered is the published version; a newer one waits.
create table reports.template (
  id        text primary key,
  -- Of one unit or category; null: of all.
  unit      text,
  category  text,
  language  text not null,
  version   integer not null default 1,
  published integer,
  withdrawn boolean not null default false,
  used      integer not null default 0,
  check (published <= version)
);
create table reports.template_version (
  template text not null references reports.template,
  version  integer not null,
  title    text not null,
  text     text not null,
  salt     text not null,
  at       timestamptz(3) not null,
  badge    text,
  primary key (template, version)
);

-- An answer that an official began to write with the help of a template: nothing typed is lost on the way.
create table reports.begun (
  report     integer not null references reports.report,
  official   text not null,
  act        text not null check (act in ('move', 'ask', 'answer')),
  state      text,
  text       text not null,
  template   text references reports.template,
  begun_at   timestamptz(3) not null,
  primary key (report, official, act)
);
create index begun_at on reports.begun (begun_at);
comment on column reports.template.id is 'pd:none';
comment on column reports.template.unit is 'pd:none';
comment on column reports.template.category is 'pd:none';
comment on column reports.template.language is 'pd:none';
comment on column reports.template_version.template is 'pd:none';
comment on column reports.template_version.title is 'pd:none';
comment on column reports.template_version.text is 'pd:none';
comment on column reports.template_version.salt is 'pd:none';
comment on column reports.template_version.badge is 'pd:pseudonym';
comment on column reports.begun.official is 'pd:pseudonym';
comment on column reports.begun.act is 'pd:none';
comment on column reports.begun.state is 'pd:none';
comment on column reports.begun.text is 'pd:may-contain';
comment on column reports.begun.template is 'pd:none';
