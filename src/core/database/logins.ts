import { z } from 'zod'
import type { Database } from './database.ts'
import { type Logins, newPassword, readLogins, scramOf, writeLogins } from './login-file.ts'
import { sql } from './sql.ts'
import type { Tx } from './tx.ts'

/** What one login may do; `<login>` in a statement stands for its name, quoted. */
export interface LoginRights {
  readonly name: string
  readonly grants: readonly string[]
}

/** The logins a database is to have, and where their passwords are kept. */
export interface LoginPlan {
  readonly file: string
  readonly rights: readonly LoginRights[]
  /** Schemas that are nobody's but the logins': whoever else had a right there loses it. */
  readonly schemas: readonly string[]
  /** Changes with every table and every right. */
  readonly stamp: string
  /**
   * Passwords that are not in the file: `make` makes new ones, and shuts out whoever knows the old; `require` refuses
   * instead, for others may work with them; `leave` sets none, for somebody else will.
   */
  readonly passwords: 'make' | 'require' | 'leave'
}

/** Longest name of a login before its service (PostgreSQL cuts names at 63 bytes). */
const LONGEST = 48

const TABLE = `create table if not exists public.logins (
  one boolean primary key default true check (one), prefix text not null, stamp text not null)`

const Standing = z.object({
  database: z.string(),
  may_make: z.boolean(),
  is_open: z.boolean(),
  set_up: z.boolean(),
})
const Known = z.object({ prefix: z.string(), stamp: z.string() })

const Named = z.object({ name: z.string() })

async function standing(tx: Tx) {
  const row = await tx.one(
    sql`select d.datname as database, r.rolsuper or r.rolcreaterole as may_make,
        d.datacl is null as is_open, to_regclass('public.logins') is not null as set_up
      from pg_database d, pg_roles r
      where d.datname = current_database() and r.rolname = current_user`,
    Standing,
  )
  const known = row?.set_up
    ? await tx.one(sql`select prefix, stamp from public.logins`, Known)
    : undefined
  return { ...Standing.parse(row), known }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

function prefixOf(database: string): string {
  return database.replaceAll(/[^a-z0-9_]/g, '_').slice(0, LONGEST)
}

/** A role that may sign in and nothing else: no memberships, and names always mean what they say. */
function roleScript(login: string, password: string | undefined): string {
  const name = quoted(login)
  const change = password === undefined ? '' : `alter role ${name} password '${scramOf(password)}';`
  return `do $$ begin
    if not exists (select from pg_roles where rolname = '${login}') then create role ${name}; end if;
  end $$;
  alter role ${name} login noinherit nocreatedb nocreaterole;
  alter role ${name} set search_path = pg_catalog;
  ${change}`
}

/** Nobody comes in, and nobody makes temporary tables, because he is anybody. */
function shutScript(database: string, logins: readonly string[]): string {
  const names = logins.map(quoted).join(', ')
  return `revoke all on database ${quoted(database)} from public;
    revoke all on schema public from public;
    grant connect on database ${quoted(database)} to ${names};`
}

/** What each may do is taken away and given again: a right that was dropped from the code is gone. */
function rightsScript(plan: LoginPlan, prefix: string): string {
  const logins = plan.rights.map(({ name }) => quoted(`${prefix}_${name}`)).join(', ')
  const emptied = plan.schemas.flatMap((schema) => [
    `revoke all on schema ${schema} from public, ${logins}`,
    `revoke all on all tables in schema ${schema} from public, ${logins}`,
    `revoke all on all sequences in schema ${schema} from public, ${logins}`,
    `revoke all on all functions in schema ${schema} from public, ${logins}`,
  ])
  const policies = `do $$ declare p record; begin
    for p in select schemaname, tablename, policyname from pg_policies
      where schemaname in (${plan.schemas.map((name) => `'${name}'`).join(', ')}) loop
      execute format('drop policy %I on %I.%I', p.policyname, p.schemaname, p.tablename);
    end loop; end $$`
  const given = plan.rights.flatMap(({ name, grants }) =>
    grants.map((grant) => grant.replaceAll('<login>', quoted(`${prefix}_${name}`))),
  )
  return [...emptied, policies, ...given].join(';\n')
}

/** Which of these roles the server knows; it may know more databases than this one. */
async function rolesOf(owner: Database, names: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await owner.look((tx) =>
    tx.many(sql`select rolname as name from pg_roles where rolname = any(${names})`, Named),
  )
  return new Set(found.map(({ name }) => name))
}

/** The passwords there are to be, and whose the file did not have. */
function passwordsOf(plan: LoginPlan, prefix: string) {
  const kept = readLogins(plan.file)
  const mine = kept?.prefix === prefix ? kept.passwords : {}
  const lost = plan.rights.map(({ name }) => name).filter((name) => mine[name] === undefined)
  const made = Object.fromEntries(lost.map((name) => [name, newPassword()]))
  return { lost, logins: { prefix, passwords: { ...mine, ...made } } }
}

function stampScript(prefix: string, stamp: string): string {
  return `insert into public.logins (prefix, stamp) values ('${prefix}', '${stamp}')
    on conflict (one) do update set stamp = excluded.stamp`
}

/**
 * Gives each of these its login, as the owner of the database: safe to be done at every start. Undefined where
 * this login may not make roles: then all share one.
 */
export async function setUpLogins(owner: Database, plan: LoginPlan): Promise<Logins | undefined> {
  const now = await owner.look(standing)
  if (!now.may_make) return undefined
  const prefix = now.known?.prefix ?? prefixOf(now.database)
  const { lost, logins } = passwordsOf(plan, prefix)
  const same = now.known?.stamp === plan.stamp
  const names = plan.rights.map(({ name }) => name)
  const known = await rolesOf(
    owner,
    names.map((name) => `${prefix}_${name}`),
  )
  const isKnown = (name: string) => known.has(`${prefix}_${name}`)
  if (plan.passwords === 'require' && lost.some(isKnown))
    throw new Error(`${plan.file} lacks passwords of the database: bring it here, or migrate`)
  const roles = names
    .filter((name) => plan.passwords === 'make' || lost.includes(name) || !isKnown(name))
    .map((name) => {
      const isNew = (lost.includes(name) || !isKnown(name)) && plan.passwords !== 'leave'
      return roleScript(`${prefix}_${name}`, isNew ? logins.passwords[name] : undefined)
    })
  const shut = shutScript(
    now.database,
    names.map((name) => `${prefix}_${name}`),
  )
  const parts = [
    ...roles,
    ...(now.is_open || !same ? [shut] : []),
    ...(same ? [] : [TABLE, rightsScript(plan, prefix), stampScript(prefix, plan.stamp)]),
  ]
  if (parts.length > 0) await owner.script(`begin; ${parts.join(';\n')}; commit`)
  if (lost.length > 0 && plan.passwords !== 'leave') writeLogins(plan.file, logins)
  return logins
}
