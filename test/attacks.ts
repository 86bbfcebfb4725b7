/** What somebody tries who can run any SQL he likes as the login of one service (privacy-record.md 2.6). */

/** One try: what it is, the statements, and the SQLSTATE with which the last of them is refused. */
export type Try = readonly [what: string, statements: readonly string[], code: string]

const DENIED = '42501'

const denied = (what: string, ...statements: string[]): Try => [what, statements, DENIED]

const always: readonly Try[] = [
  denied('makes a login', 'create role mallory login'),
  denied('makes a schema', 'create schema mallory'),
  denied('makes a function', 'create function public.now() returns int return 1'),
  denied(
    'makes a function in the core that runs as its owner',
    `create function record.peek() returns text language sql security definer return 'x'`,
  ),
  denied('makes names mean something else', 'create temporary table report (id int)'),
  denied(
    'puts a function in front of those of PostgreSQL',
    'set search_path = pg_temp, pg_catalog',
    'create function pg_temp.starts_with(text, text) returns bool return true',
  ),
  denied('reads the passwords of the server', 'select rolpassword from pg_authid'),
  denied('reads what the server knows of columns', 'select * from pg_statistic'),
  denied('reads a file', `select pg_read_file('/etc/passwd')`),
  denied('copies out of a file', `copy record.outbox from '/etc/passwd'`),
  denied('copies into a file', `copy (select 1) to '/tmp/mallory'`),
  denied('runs a program', `copy (select 1) to program 'id'`),
  denied('makes a file a large object', `select lo_import('/etc/passwd')`),
  denied('brings a program into the server', 'create extension if not exists dblink'),
  denied('switches triggers off', `set session_replication_role = replica`),
  denied('changes the server', `alter system set log_statement = 'all'`),
  denied(
    'asks without the walls between rows',
    'set row_security = off',
    'select * from actions.answer',
  ),
  denied('takes the walls between rows down', 'alter table jobs.job disable row level security'),
  denied('takes the guard of the record away', 'alter table record.outbox disable trigger all'),
  denied('changes an entry of the record', `update record.outbox set d = '{}'`),
  denied('takes an entry off the record', 'delete from record.outbox'),
  denied('empties the record', 'truncate record.outbox'),
  denied('forges a checkpoint', 'delete from record.checkpoint'),
  denied('forgets what the vault is to end', 'delete from vault.ended'),
  denied('forgets an answer', 'delete from actions.answer'),
  denied('changes a decision', `update decisions.taken set outcome = 'x'`),
  denied('reads what somebody typed', 'select * from actions.held'),
  denied(
    'says on the record that another service acted',
    `insert into record.outbox (id, at, t, by, d, service) values
      ('x', now(), 'x.done', 'operator', '{}', 'mallory')`,
  ),
  denied(
    'asks for work of somebody who has nothing to do with it',
    `insert into jobs.job (id, name, input, asked_at, due_at, retries) values
      ('x', 'vault.sweep', '{}', now(), now(), 0)`,
  ),
  denied(
    'tells the vault that another service kept something',
    `insert into vault.kept (batch, module, at) values ('x', 'mallory', now())`,
  ),
  denied('hides in a block of code', `do $$ begin perform rolpassword from pg_authid; end $$`),
]

/** What is the same for every login; `owner` is whoever owns the database, `other` another service's login. */
export function attacks(it: {
  readonly login: string
  readonly owner: string
  readonly other: string
  /** Process of a connection of the owner, and a large object of his. */
  readonly pid: number
  readonly object: number
  /** A decision of another service that the register lets run. */
  readonly decided: { readonly name: string; readonly version: number; readonly hash: string }
}): readonly Try[] {
  const { login, owner, other, pid, object, decided } = it
  return [
    ...always,
    denied(
      'says a decision of another was taken',
      `insert into decisions.taken (id, decision, version, hash, about, facts, outcome, because, at)
        values ('x', '${decided.name}', ${decided.version}, '${decided.hash}', '', '{}', 'x', '{}', now())`,
    ),
    denied('becomes the owner inside a SELECT', `select set_config('role', '${owner}', false)`),
    denied(
      'signs in as the owner inside a SELECT',
      `select set_config('session_authorization', '${owner}', false)`,
    ),
    denied('becomes the owner', `set role "${owner}"`),
    denied('becomes another service', `set role "${other}"`),
    denied('signs in as the owner', `set session authorization "${owner}"`),
    denied('is given the rights of the owner', `grant "${owner}" to "${login}"`),
    denied('makes itself almighty', `alter role "${login}" superuser`),
    denied('changes the password of another', `alter role "${other}" password 'known'`),
    denied('makes a large object a file', `select lo_export(${object}, '/tmp/mallory')`),
    denied('reads a large object of another', `select lo_get(${object})`),
    denied('ends the work of another', `select pg_terminate_backend(${pid})`),
  ]
}
