/**
 * The folder of somebody whom many looked at, a new master key, a night of retention, and passwords: each beside the
 * bare part of it that cannot be saved. Prints JSON. On PostgreSQL when DATABASE_URL names a server.
 *
 *   node scripts/run.mjs --source bench/privacy.ts [accesses] [keys] [rows] [due] [passwords]
 */
import { argon2, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDatabase, sql } from '#core/database'
import { askOperator, declarationHash, openVault } from '#core/vault'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { freshDatabases } from '#test/databases'
import { contact } from './contact.ts'
import type { Privacy } from './privacy-words.ts'

const asked = process.argv.slice(2).map(Number)
const [accesses = 500, keys = 20_000, rows = 20_000, due = 400, passwords = 40] = asked
const PAGES = 40
const FEW = 10
const ROUNDS = 100_000

const round = (value: number, places = 1) => Number(value.toFixed(places))
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Somebody whose own values were read so often. */
async function lookedAt(city: TestCity, name: string, times: number): Promise<Somebody> {
  const somebody = await city.resident(name)
  const { rights, ...line } = city.city.channel('folder')
  const ref = await line.refOf(somebody.ref)
  const at = city.city.clock()
  for (let n = 0; n < times; n += 1) await rights.values(ref, { freshAt: at, at })
  return somebody
}

async function pagesOf({ opens }: Somebody) {
  await opens('/folder')
  const took: number[] = []
  for (let n = 0; n < PAGES; n += 1) took.push(await timed(() => opens('/folder')))
  const sorted = took.toSorted((a, b) => a - b)
  const part = (share: number) => round(sorted[Math.floor(PAGES * share)] ?? 0)
  return { p50: part(0.5), p95: part(0.95) }
}

/** Every way of looking at a folder, for somebody with many accesses and for somebody with few. */
async function folders(): Promise<Privacy['folder']> {
  const city = await openCity()
  try {
    const many = await lookedAt(city, 'amina', accesses)
    const few = await lookedAt(city, 'bruno', FEW)
    return { accesses, few: FEW, many: await pagesOf(many), bare: await pagesOf(few) }
  } finally {
    await city.close()
  }
}

const at = new Date().toISOString()
const daysAgo = (days: number) => new Date(Date.parse(at) - days * 86_400_000).toISOString()
const root = mkdtempSync(join(tmpdir(), 'bench-privacy-'))
const { environment, drop } = await freshDatabases(root)
const url = environment['VAULT_DATABASE_URL']
if (!url) throw new Error('a million rows are written on PostgreSQL: name one in DATABASE_URL')
const where = { keys: join(root, 'keys'), socket: join(root, 'vault.sock') }
const vault = await openVault({ ...where, url, fork: true, log: console })
const db = await openDatabase({ url, statementTimeout: 600_000 })

/** A million people at once: the wrapped key of one of them stands for all. */
async function fill(): Promise<void> {
  const line = vault.channel('bench')
  await line.publish([contact], { [contact.id]: declarationHash(contact) })
  const grants = [{ purpose: contact.id, case: 'R-1' }]
  await line.keep('b', null, { 'contact.email': 'amina@example.org' }, grants, at)
  await line.confirm('b')
  const many = Math.max(keys, rows)
  await db.transact(async (tx) => {
    await tx.run(sql`insert into vault.person (person, since)
      select gen_random_uuid(), ${at} from generate_series(1, ${many}::int)`)
    await tx.run(sql`insert into keys.dek (person, class, version, wrapped, master)
      select p.person, d.class, d.version, d.wrapped, d.master
      from keys.dek d, (select person from vault.person order by person limit ${keys}::int) p
      where d.class = 'contact' on conflict do nothing`)
    await tx.run(sql`insert into vault.datum (id, person, field, class, keyver, iv, ciphertext, since)
      select gen_random_uuid(), p.person, d.field, d.class, d.keyver, d.iv, d.ciphertext,
        case when p.n <= ${due} then ${daysAgo(40)}::timestamptz else ${at}::timestamptz end
      from (select * from vault.datum where field = 'contact.email' limit 1) d,
        (select person, row_number() over () as n from vault.person o
          where not exists (select 1 from vault.grant g where g.person = o.person)
          limit ${rows}::int) p`)
  })
  await db.script('analyze')
}

/** One key unwrapped and wrapped, as the master key in a file does it (AES-KWP, RFC 5649). */
function wrapsAgain(): void {
  const [master, iv] = [randomBytes(32), Buffer.from('a65959a6', 'hex')]
  const out = createCipheriv('id-aes256-wrap-pad', master, iv)
  const wrapped = Buffer.concat([out.update(randomBytes(32)), out.final()])
  const back = createDecipheriv('id-aes256-wrap-pad', master, iv)
  back.update(wrapped)
  back.final()
}

async function rotation(): Promise<Privacy['rotation']> {
  const began = performance.now()
  for (let n = 0; n < keys; n += 1) wrapsAgain()
  const bare = performance.now() - began
  let count = 0
  const took = await timed(
    async () => (count = (await askOperator(where, 'keys.rotate')).rewrapped ?? 0),
  )
  if (count < keys) throw new Error(`${count} of ${keys} keys were wrapped anew`)
  return { keys, seconds: round(took / 1000, 2), bare: round(bare / 1000, 2) }
}

async function night(): Promise<Privacy['retention']> {
  await db.script(`create table public.bare_datum as
    select * from vault.datum where since < '${daysAgo(20)}'`)
  const bare = await timed(() => db.transact((tx) => tx.run(sql`delete from public.bare_datum`)))
  const { upkeep } = vault.channel('operator')
  let erased = 0
  const took = await timed(async () => {
    for (let n = 0; n < ROUNDS; n += 1) {
      const done = await upkeep.retention(at)
      erased += Object.values(done.erased).reduce((sum, one) => sum + one, 0)
      if (!done.more) return
    }
  })
  if (erased < due) throw new Error(`${erased} of ${due} were erased`)
  return { rows, due: erased, seconds: round(took / 1000, 2), bare: round(bare / 1000, 3) }
}

/** Sign-ins by password, four at a time, beside the same Argon2id alone. */
async function signIns(): Promise<Privacy['passwords']> {
  const { accounts } = vault.channel('account')
  const password = 'amina likes the harbour'
  const who = (n: number) => ({ email: `r${n}@example.org`, address: `home ${n}`, password })
  const four = async (work: (n: number) => Promise<unknown>) => {
    for (let n = 0; n < passwords; n += 4)
      await Promise.all([0, 1, 2, 3].map((more) => work(n + more)))
  }
  await four((n) => accounts.open({ ...who(n), language: 'en', confirmed: true, now: at }))
  const took = await timed(() => four((n) => accounts.check({ ...who(n), now: at })))
  const alone = promisify(argon2)
  const of = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 }
  const bare = await timed(() =>
    four(() => alone('argon2id', { message: 'x', nonce: randomBytes(16), ...of })),
  )
  const perSecond = (milliseconds: number) => round((passwords * 1000) / milliseconds)
  return { times: passwords, perSecond: perSecond(took), bare: perSecond(bare) }
}

try {
  await fill()
  const found: Omit<Privacy, 'folder'> = {
    rotation: await rotation(),
    retention: await night(),
    passwords: await signIns(),
  }
  console.log(JSON.stringify({ ...found, folder: await folders() } satisfies Privacy))
} finally {
  await vault.close()
  await db.close()
  await drop()
  rmSync(root, { recursive: true, force: true })
}
