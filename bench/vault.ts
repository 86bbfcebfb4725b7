/**
 * How fast the vault reads: every read is checked, logged and decrypted in its own transaction. Prints JSON.
 * On PostgreSQL when DATABASE_URL names a server, otherwise embedded.
 *
 *   node scripts/run.mjs --source bench/vault.ts [reads]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { type Database, openDatabase, sql } from '#core/database'
import { type Channel, declarationHash, openVault } from '#core/vault'
import { freshDatabases } from '#test/databases'
import { contact } from './contact.ts'

const READS = Number(process.argv[2] ?? 5_000)
const PERSONS = 500
const AT_ONCE = 32
const WARM = 500

const at = new Date().toISOString()
const actor = { kind: 'system', ref: null, permissions: [], unit: null, badge: null } as const

/** Runs so many pieces of work, some of them at the same time. */
async function inParallel(
  times: number,
  atOnce: number,
  work: (n: number) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let n = next; n < times; n = next) {
      next += 1
      await work(n)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

async function people(channel: Channel): Promise<string[]> {
  const refs: string[] = []
  await inParallel(PERSONS, AT_ONCE, async (n) => {
    const values = { 'contact.email': `resident-${n}@example.org` }
    const grants = [{ purpose: contact.id, case: 'R-1' }]
    refs.push(await channel.keep(`b${n}`, null, values, grants, at))
    await channel.confirm(`b${n}`)
  })
  return refs
}

/** Milliseconds each read took, sorted, and reads a second. */
async function measured(times: number, atOnce: number, read: (n: number) => Promise<unknown>) {
  const took: number[] = []
  const begun = performance.now()
  await inParallel(times, atOnce, async (n) => {
    const started = performance.now()
    await read(n)
    took.push(performance.now() - started)
  })
  const seconds = (performance.now() - begun) / 1000
  const sorted = took.toSorted((a, b) => a - b)
  const part = (share: number) => Number((sorted[Math.floor(times * share)] ?? 0).toFixed(2))
  return { median: part(0.5), p99: part(0.99), perSecond: Math.round(times / seconds) }
}

/** What every read costs the database at least: a row is written and a value found, in one transaction. */
const bareRead = (db: Database, refs: readonly string[]) => (n: number) =>
  db.transact(async (tx) => {
    await tx.run(sql`insert into vault.access (id, at, purpose, purpose_version, fields, module,
        actor_kind, outcome, visible_from)
      values (${randomUUID()}, ${at}, 'bench.contact', 1, '{contact.email}', 'bench', 'system', 'read', ${at})`)
    await tx.run(sql`select d.iv, d.ciphertext, k.wrapped from vault.ref r
      join vault.datum d on d.person = r.person
      join keys.dek k on k.person = d.person and k.class = d.class and k.version = d.keyver
      where r.module = 'bench' and r.ref = ${refs[n % refs.length] ?? ''}`)
  })

/** The same number of bare reads; embedded, the vault alone has its database. */
async function bareReads(url: string | undefined, refs: readonly string[]) {
  if (!url) return {}
  const db = await openDatabase({ url })
  try {
    return { bare: await measured(Math.ceil(READS / 4), 1, bareRead(db, refs)) }
  } finally {
    await db.close()
  }
}

/** A server knows of a database that is used how many rows it has, and plans by it; of one just filled it does not. */
async function counted(url: string): Promise<void> {
  const owner = await openDatabase({ url })
  try {
    await owner.script('analyze')
  } finally {
    await owner.close()
  }
}

const root = mkdtempSync(join(tmpdir(), 'bench-vault-'))
const { environment, drop } = await freshDatabases(root)
const url = environment['VAULT_DATABASE_URL']
const vault = await openVault({
  ...(url ? { url } : { folder: join(root, 'data', 'vault') }),
  keys: join(root, 'keys'),
  socket: join(root, 'vault.sock'),
  fork: true,
  log: console,
})
try {
  const channel: Channel = vault.channel('bench')
  await channel.publish([contact], { [contact.id]: declarationHash(contact) })
  const refs = await people(channel)
  if (url) await counted(url)
  const read = (n: number) =>
    channel.read(contact, refs[n % refs.length] ?? '', { actor, case: 'R-1', at })
  await measured(WARM, AT_ONCE, read)
  const figures = {
    bench: 'vault',
    database: url ? 'postgres' : 'embedded',
    reads: READS,
    oneByOne: await measured(Math.ceil(READS / 4), 1, read),
    ...(await bareReads(url, refs)),
    together: { atOnce: AT_ONCE, ...(await measured(READS, AT_ONCE, read)) },
  }
  console.log(JSON.stringify(figures))
} finally {
  await vault.close()
  await drop()
  rmSync(root, { recursive: true, force: true })
}
