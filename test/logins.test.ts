/** What the login of each service cannot do in the databases of a city (privacy-record.md 2.6), tried on PostgreSQL. */
import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type Logins, readLogins, sql } from '#core/database'
import type { Service } from '#core/service'
import { openCity, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import pg from 'pg'
import { services } from '../src/city.ts'
import { loginFile } from '../src/opening/databases.ts'
import { attacks } from './attacks.ts'
import { promise } from './promise.ts'

const skip = process.env['DATABASE_URL'] ? false : 'needs PostgreSQL (npm run test:postgres)'

let city: TestCity
let logins: Logins
let owner: pg.Client
let object = 0

async function as(login: string, url = city.city.settings.databaseUrl ?? ''): Promise<pg.Client> {
  const address = new URL(url)
  address.username = `${logins.prefix}_${login}`
  address.password = logins.passwords[login] ?? ''
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  return client
}

/** The SQLSTATE of what became of these statements; `done` when nobody stopped them. */
async function tried(client: pg.Client, statements: readonly string[]): Promise<string> {
  try {
    for (const statement of statements) await client.query(statement)
    return 'done'
  } catch (failure) {
    return (failure as { code?: string }).code ?? 'no code'
  } finally {
    await client.query('reset all')
  }
}

/** The schemas that are a service's own. */
const own = new Set(services.flatMap(({ name, migrations }) => (migrations ? [name] : [])))

const pidOf = async (client: pg.Client) =>
  Number((await client.query('select pg_backend_pid() as pid')).rows[0]?.pid)

/** Every table of the city's database, by its schema. */
async function tables(): Promise<{ schema: string; table: string }[]> {
  const { rows } =
    await owner.query(`select schemaname as schema, format('%I.%I', schemaname, tablename) as table
    from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`)
  return rows
}

/** What a service names as read, and what that reads in its turn. */
function reached({ uses }: Service): string[] {
  const next = services.filter(({ name }) => uses.includes(name))
  return [...new Set([...uses, ...next.flatMap(reached)])]
}

before(async () => {
  if (skip) return
  city = await openCity()
  const { settings } = city.city
  logins = readLogins(loginFile(settings)) ?? { prefix: '', passwords: {} }
  owner = new pg.Client({ connectionString: settings.databaseUrl })
  await owner.connect()
  object = Number((await owner.query('select lo_from_bytea(0, $1) as id', ['secret'])).rows[0]?.id)
})
after(async () => {
  await owner?.end()
  await city?.close()
})

test('each service works under its own login, and the city under another', { skip }, async () => {
  for (const name of [...services.map((one) => one.name), 'core']) {
    const db = city.city.db.as(name)
    const [who] = await db.look((tx) =>
      tx.raw('select session_user as login').then((it) => it.rows),
    )
    assert.equal(who?.['login'], `${logins.prefix}_${name}`)
  }
  assert.equal(statSync(loginFile(city.city.settings)).mode & 0o777, 0o600)
})

test('a login belongs to nobody, inherits nothing, and owns nothing', { skip }, async () => {
  const { rows } = await owner.query(
    `select r.rolname from pg_roles r where starts_with(r.rolname, $1 || '_') and (
      r.rolsuper or r.rolinherit or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls
      or exists (select from pg_auth_members m where m.member = r.oid)
      or exists (select from pg_class c where c.relowner = r.oid)
      or exists (select from pg_proc p where p.proowner = r.oid))`,
    [logins.prefix],
  )
  assert.deepEqual(rows, [])
})

for (const { name } of services) {
  test(`as the login of ${name}, every attack is denied`, { skip }, async () => {
    promise('P2.17')
    const client = await as(name)
    const other = services.find((one) => one.name !== name)?.name ?? ''
    const decided = await owner.query(
      'select name, version, hash from decisions.standing where not starts_with(name, $1)',
      [`${name}.`],
    )
    const tries = attacks({
      login: `${logins.prefix}_${name}`,
      owner: (await owner.query('select current_user as me')).rows[0]?.me,
      other: `${logins.prefix}_${other}`,
      pid: await pidOf(owner),
      object,
      decided: decided.rows[0],
    })
    for (const [what, statements, code] of tries)
      assert.equal(await tried(client, statements), code, `${name} ${what}`)
    await client.end()
  })
}

test('no service reads or writes a table that it does not name', { skip }, async () => {
  const all = await tables()
  for (const one of services) {
    const client = await as(one.name)
    const near = new Set([one.name, ...reached(one)])
    const rooms = one.touches ?? []
    const far = all.filter(({ schema }) => own.has(schema) && !near.has(schema))
    const people = rooms.length === 0 ? all.filter(({ schema }) => schema === 'people') : []
    for (const { table } of [...far, ...people])
      assert.equal(
        await tried(client, [`select * from ${table}`]),
        '42501',
        `${one.name}: ${table}`,
      )
    const foreign = all.filter(
      ({ schema, table }) => schema !== one.name && own.has(schema) && !one.writes?.includes(table),
    )
    for (const { table } of foreign)
      assert.equal(await tried(client, [`delete from ${table}`]), '42501', `${one.name}: ${table}`)
    await client.end()
  }
})

test('the vault opens its database to no service, nor to the city', { skip }, async () => {
  const url = city.city.settings.vaultDatabaseUrl
  for (const name of [...services.map((one) => one.name), 'core'])
    await assert.rejects(as(name, url), { code: '42501' }, name)
})

test('the login of the vault cannot change the log of accesses', { skip }, async () => {
  const { vaultDatabaseUrl: url, keys } = city.city.settings
  const vault = readLogins(`${keys}/vault-login.json`)
  assert.ok(vault && url)
  const address = new URL(url)
  address.username = `${vault.prefix}_vault`
  address.password = vault.passwords['vault'] ?? ''
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  for (const statement of [
    `update vault.access set outcome = 'read'`,
    'delete from vault.access',
    'update vault.access_term set kept_from = now()',
    'truncate vault.access',
    'alter table vault.access disable trigger all',
    'drop trigger access_append_only on vault.access',
    'create table vault.copy as table vault.datum',
    `copy vault.datum to '/tmp/mallory'`,
  ])
    assert.equal(await tried(client, [statement]), '42501', statement)
  assert.equal(await tried(client, ['select count(*) from vault.access']), 'done')
  const retire = (years: number) => [`select vault.retire_accesses(now(), ${years}, 10)`]
  assert.equal(await tried(client, retire(0)), 'P0001', 'a younger access')
  assert.equal(await tried(client, retire(3)), 'done')
  await client.end()
})

test(
  'the city itself reads no table of a service, and takes no entry off the record',
  { skip },
  async () => {
    const client = await as('core')
    for (const { schema, table } of await tables()) {
      if (!own.has(schema)) continue
      assert.equal(await tried(client, [`select * from ${table}`]), '42501', table)
    }
    assert.equal(await tried(client, ['delete from record.outbox']), '42501')
    assert.equal(await tried(client, ['create table jobs.mine (id int)']), '42501')
    await client.end()
  },
)

test('what another login asks at this moment stays hidden', { skip }, async () => {
  const client = await as('reports')
  const { rows } = await client.query('select query from pg_stat_activity where pid = $1', [
    await pidOf(owner),
  ])
  assert.deepEqual(rows, [{ query: '<insufficient privilege>' }])
  await client.end()
})

test('behind these walls the city does its work', { skip }, async () => {
  const { number } = await city.anybody.does(can('report'), lamp)
  await city.work()
  const [report] = await city.rows(
    sql`select state from reports.report where 'R-' || number = ${number}`,
  )
  assert.equal(report?.['state'], 'received')
  assert.equal((await city.anybody.opens(`/reports/${number}`)).status, 200)
})
