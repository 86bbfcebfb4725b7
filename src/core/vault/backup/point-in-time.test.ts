/**
 * Point-in-time recovery as docs/operate/backup.md says: a base backup, the archived WAL after it, a server that is
 * brought back to a moment before an erasure; the ledger of erasures is done again before the vault answers.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Database, openDatabase, sql } from '#core/database'
import { freePort } from '#test/free-port'
import { promise } from '#test/promise'
import { z } from 'zod'
import { openVaultDatabase } from '../place.ts'
import { openRoom } from '../server/main.ts'
import { answer } from '../server/operations.ts'
import { personOf, refFor } from '../server/persons.ts'
import { contactBack, declared, keptLog, now, reading } from '../testing.ts'
import { until } from '../testing-vault.ts'

const BIN = process.env['POSTGRES_BIN'] ?? '/usr/lib/postgresql/15/bin'
const isOnServer = process.env['DATABASE_URL'] !== undefined
// On embedded databases there is no WAL to archive; on PostgreSQL it is skipped aloud without its programs, and fails in CI.
const skip = !isOnServer
  ? 'of PostgreSQL alone: npm run test:postgres'
  : !existsSync(BIN) && !process.env['CI'] && `needs the programs of PostgreSQL 15 in ${BIN}`

const root = mkdtempSync(join(tmpdir(), 'point-in-time-'))
const [live, archive, base, keys] = ['live', 'archive', 'base', 'keys'].map((one) =>
  join(root, one),
) as [string, string, string, string]
const running: ChildProcess[] = []
after(async () => {
  for (const server of running) await stopped(server)
  rmSync(root, { recursive: true, force: true })
})

/** PostgreSQL does not run as root. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function own(path: string): void {
  const { uid, gid } = account()
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}

const tool = (name: string, ...args: string[]) =>
  execFileSync(join(BIN, name), args, { ...account(), cwd: '/', stdio: 'pipe' })

async function stopped(server: ChildProcess, how: NodeJS.Signals = 'SIGQUIT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const over = new Promise((done) => server.once('exit', done))
  server.kill(how)
  await over
}

/** Starts a server on these files; `says` are settings. */
async function started(folder: string, ...says: string[]) {
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${root}`]
  const args = ['-D', folder, ...[...settings, ...says].flatMap((one) => ['-c', one])]
  const server = spawn(join(BIN, 'postgres'), args, {
    ...account(),
    cwd: '/',
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  running.push(server)
  const url = (name: string) => `postgres://cityright@127.0.0.1:${port}/${name}`
  const isReady = () => {
    try {
      tool('pg_isready', '-q', '-h', '127.0.0.1', '-p', String(port))
      return true
    } catch {
      return false
    }
  }
  await until(isReady)
  return { server, port, url }
}

type Ask = (module: string, op: string, input: object) => Promise<any>

/** The vault begins on this database with the key folder that is there. */
async function vaultOn<T>(
  url: string,
  work: (ask: Ask, inFolder: (ref: string) => Promise<string>) => Promise<T>,
): Promise<T> {
  const { db } = await openVaultDatabase({ url }, { keys })
  try {
    const room = await openRoom(db, { keys }, keptLog())
    const inFolder = (ref: string) =>
      db.transact(async (tx) => refFor(tx, room, 'folder', await personOf(tx, 'reports', ref)))
    return await work((...asked) => answer(room, ...asked), inFolder)
  } finally {
    await db.close()
  }
}

async function keeps(ask: Ask, name: string): Promise<string> {
  const grants = [{ purpose: contactBack.id, case: 'R-1' }]
  const values = { 'contact.email': `${name}@example.org` }
  const ref = await ask('reports', 'keep', { batch: name, ref: null, values, grants, at: now })
  await ask('reports', 'confirm', { batch: name })
  return String(ref)
}

async function asOwner<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ url, pool: 2 })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

const one = <T>(db: Database, of: ReturnType<typeof sql>, shape: z.ZodType<T>): Promise<T> =>
  db.transact(async (tx) => {
    const found = await tx.one(of, shape)
    if (found === undefined) throw new Error('no row')
    return found
  })

const Count = z.object({ n: z.number() })
const keysOfAll = (url: string) =>
  asOwner(url, (db) => one(db, sql`select count(*)::int as n from keys.dek`, Count))

test(
  'brought back to a moment before an erasure, the vault erases again before it answers',
  { skip, timeout: 180_000 },
  async () => {
    promise('P2.10')
    for (const folder of [live, archive]) mkdirSync(folder, { mode: 0o700 })
    for (const folder of [root, live, archive]) own(folder)
    tool('initdb', '-D', live, '-U', 'cityright', '-A', 'trust', '--no-sync')
    const first = await started(
      live,
      'archive_mode=on',
      `archive_command=cp %p ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f`,
    )
    await asOwner(first.url('postgres'), (db) => db.script('create database vault'))
    const people = await vaultOn(first.url('vault'), async (ask) => {
      await ask('reports', 'publish', declared([contactBack]))
      return { amina: await keeps(ask, 'amina'), bruno: await keeps(ask, 'bruno') }
    })
    const from = ['-h', '127.0.0.1', '-p', String(first.port), '-U', 'cityright']
    tool('pg_basebackup', ...from, '-D', base, '-X', 'none', '-c', 'fast', '--no-sync')
    const carla = await vaultOn(first.url('vault'), (ask) => keeps(ask, 'carla'))
    const { moment } = await asOwner(first.url('vault'), (db) =>
      one(db, sql`select clock_timestamp()::text as moment`, z.object({ moment: z.string() })),
    )
    const before = await keysOfAll(first.url('vault'))
    await vaultOn(first.url('vault'), async (ask, inFolder) => {
      const ref = await inFolder(people.bruno)
      await ask('folder', 'erase', { ref, decided: true, at: now })
    })
    assert.equal((await keysOfAll(first.url('vault'))).n, before.n - 1)
    const { file } = await asOwner(first.url('postgres'), (db) =>
      one(db, sql`select pg_walfile_name(pg_switch_wal()) as file`, z.object({ file: z.string() })),
    )
    await until(() => readdirSync(archive).includes(file))
    await stopped(first.server)
    rmSync(live, { recursive: true })

    appendFileSync(
      join(base, 'postgresql.auto.conf'),
      `\nrestore_command = 'cp ${archive}/%f %p'\nrecovery_target_time = '${moment}'\n` +
        `recovery_target_action = 'promote'\n`,
    )
    writeFileSync(join(base, 'recovery.signal'), '', { mode: 0o600 })
    own(join(base, 'recovery.signal'))
    const again = await started(base)
    const isOver = () =>
      asOwner(again.url('postgres'), (db) =>
        one(db, sql`select not pg_is_in_recovery() as over`, z.object({ over: z.boolean() })),
      ).then(
        ({ over }) => over,
        () => false,
      )
    await until(isOver)
    assert.equal((await keysOfAll(again.url('vault'))).n, before.n, 'his key is there again')
    await vaultOn(again.url('vault'), async (ask) => {
      const read = (ref: string) => ask('reports', 'read', reading(ref))
      assert.deepEqual(await read(people.amina), { 'contact.email': 'amina@example.org' })
      assert.deepEqual(await read(carla), { 'contact.email': 'carla@example.org' })
      assert.deepEqual(await read(people.bruno), {})
    })
    assert.equal((await keysOfAll(again.url('vault'))).n, before.n - 1)
  },
)
