/**
 * The process of the vault is killed in the middle of each step, without a warning and at a moment by chance; what
 * stands after it is whole. `server/killed.test.ts` goes through every moment, within one process; KILL_ROUNDS does
 * this again so often.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Database, sql } from '#core/database'
import { promise } from '#test/promise'
import { z } from 'zod'
import { backupVault, restoreVault } from './backup/backup.ts'
import { openVaultDatabase } from './place.ts'
import { LEDGER, ledgerOf, readLedger } from './server/ledger.ts'
import { openRoom, startVault } from './server/main.ts'
import { answer } from './server/operations.ts'
import { personOf, refFor } from './server/persons.ts'
import { contactBack, declared, keptLog, now, reading } from './testing.ts'
import type { Life } from './testing-killed.ts'
import { newPlace, type Place } from './testing-vault.ts'

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 1)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const email = { 'contact.email': 'amina@example.org' }
const grants = [{ purpose: contactBack.id, case: 'R-1' }]
const Count = z.object({ n: z.number() })

type Asks = readonly (readonly [module: string, op: string, input: object])[]
type Ask = (module: string, op: string, input: object) => Promise<any>

interface Opened {
  readonly ask: Ask
  /** The folder's pseudonym of somebody whom reports know. */
  readonly inFolder: (ref: string) => Promise<string>
  readonly db: Database
  readonly count: (of: ReturnType<typeof sql>) => Promise<number>
}

let place: Place
let other: Place
let amina = ''
let batches = 0
before(async () => {
  place = await newPlace()
  other = await newPlace()
  await opened(async ({ ask }) => {
    await ask('reports', 'publish', declared([contactBack]))
    amina = await someone(ask)
    for (let n = 0; n < 12; n += 1) await ask('reports', 'read', reading(amina))
  })
})
after(async () => {
  await place.remove()
  await other.remove()
})

/** The vault begins again after whatever happened, and is asked from within. */
async function opened<T>(work: (vault: Opened) => Promise<T>, where: Place = place): Promise<T> {
  const { db } = await openVaultDatabase(where, where)
  try {
    const room = await openRoom(db, where, keptLog())
    const count = async (of: ReturnType<typeof sql>) =>
      (await db.look((tx) => tx.one(of, Count)))?.n ?? 0
    const ask: Ask = (...asked) => answer(room, ...asked)
    const inFolder = (ref: string) =>
      db.transact(async (tx) => refFor(tx, room, 'folder', await personOf(tx, 'reports', ref)))
    return await work({ db, count, ask, inFolder })
  } finally {
    await db.close()
  }
}

function keeping(): Asks {
  batches += 1
  const batch = `killed-${batches}`
  return [
    ['reports', 'keep', { batch, ref: null, values: email, grants, at: now }],
    ['reports', 'confirm', { batch }],
  ]
}

async function someone(ask: Ask): Promise<string> {
  const [keep, confirm] = keeping()
  assert.ok(keep && confirm)
  const ref = String(await ask(...keep))
  await ask(...confirm)
  return ref
}

/** Does a step in a process that dies at a moment of it by chance, one of the first `most`. */
async function killed(step: Life['step'], most: number, where: Place = place): Promise<void> {
  const at = 1 + Math.floor(Math.random() * most)
  const life: Life = { place: where, at, step }
  const args = ['--import', here('../../../scripts/hook.mjs'), here('testing-killed.ts')]
  const child = spawn(process.execPath, [...args, JSON.stringify(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (part) => (said += String(part)))
  const signal = await new Promise((done) => child.once('close', (_code, by) => done(by)))
  assert.deepEqual([signal, said], ['SIGKILL', ''], `at moment ${at} of ${JSON.stringify(step)}`)
}

const often = async (work: () => Promise<void>) => {
  for (let n = 0; n < ROUNDS; n += 1) await work()
}

const reads = sql`select count(*)::int as n from vault.access where outcome = 'read'`

test('killed while it writes, the vault has all of it or nothing', () => {
  promise('P2.33')
  return often(async () => {
    await killed({ asks: keeping() }, 6)
    await opened(async ({ ask, count }) => {
      const left = (await ask('reports', 'unconfirmed', { olderThan: 0 })) as string[]
      for (const batch of left) await ask('reports', 'discard', { batch })
      const halves = sql`select count(*)::int as n from vault.datum d where batch is not null
        or not exists (select from keys.dek k where k.person = d.person and k.class = d.class)`
      assert.equal(await count(halves), 0)
    })
  })
})

test('killed while it reads, the vault has said nothing, and has a row for each that came so far', () =>
  often(async () => {
    const before = await opened(({ count }) => count(reads))
    const ask = ['reports', 'read', reading(amina)] as const
    await killed({ asks: [ask, ask, ask] }, 13)
    await opened(async ({ ask, count }) => {
      assert.ok((await count(reads)) - before <= 3)
      assert.deepEqual(await ask('reports', 'read', reading(amina)), email)
    })
  }))

test('killed while it erases, the vault has it in both ledgers and nowhere else, or in none', () =>
  often(async () => {
    const bruno = await opened(({ ask }) => someone(ask))
    const before = readLedger(join(place.keys, LEDGER)).length
    const mine = await opened(({ inFolder }) => inFolder(bruno))
    await killed({ asks: [['folder', 'erase', { ref: mine, decided: true, at: now }]] }, 4)
    await opened(async ({ ask, db }) => {
      const file = readLedger(join(place.keys, LEDGER)).map(({ id }) => id)
      const there = (await db.look(ledgerOf)).map(({ id }) => id)
      assert.deepEqual(file.toSorted(), there.toSorted())
      const found = await ask('reports', 'read', reading(bruno)).catch(() => ({}))
      assert.deepEqual(found, file.length > before ? {} : email)
    })
  }))

test('killed while the master key changes, the vault opens every value, and goes on', () =>
  often(async () => {
    await killed({ asks: [['operator', 'keys.rotate', {}]] }, 6)
    await opened(async ({ ask, count }) => {
      assert.deepEqual(await ask('reports', 'read', reading(amina)), email)
      await ask('operator', 'keys.retire', {})
      const older = sql`select count(*)::int as n from keys.dek
        where master < (select max(version) from keys.master)`
      assert.equal(await count(older), 0)
    })
    await opened(async ({ ask }) =>
      assert.deepEqual(await ask('reports', 'read', reading(amina)), email),
    )
  }))

test('killed while it seals, the vault has each access in one batch, and no batch by halves', () =>
  often(async () => {
    const night = { now: '2026-03-03T00:10:00.000Z', zone: 'Europe/Madrid' }
    await opened(async ({ ask }) => {
      for (let n = 0; n < 12; n += 1) await ask('reports', 'read', reading(amina))
    })
    await killed({ asks: [['operator', 'seals', night]] }, 6)
    await opened(async ({ ask, count }) => {
      const half = sql`select count(*)::int as n from vault.seal s
        where s.count <> (select count(*) from vault.leaf l where l.seal = s.id)`
      assert.equal(await count(half), 0)
      await ask('operator', 'seals', night)
      const outside = sql`select count(*)::int as n from vault.access a
        where not exists (select 1 from vault.leaf l where l.subject = a.id)`
      assert.equal(await count(outside), 0)
    })
  }))

const copies = () => ({ to: join(place.root, 'copies'), keysTo: join(place.root, 'copy-keys') })
const stampsIn = (folder: string) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.part')) : []

test('killed while it is copied, the vault has no copy that looks like one', () =>
  often(async () => {
    const { to, keysTo } = copies()
    await killed({ backup: { ...copies(), now } }, 60)
    assert.deepEqual([stampsIn(to), stampsIn(keysTo)], [[], []])
    await opened(async ({ ask }) =>
      assert.deepEqual(await ask('reports', 'read', reading(amina)), email),
    )
  }))

test('killed while a copy is brought back, nothing starts until it is, and nobody comes back who was erased', async () => {
  promise('P2.10')
  const bruno = await opened(({ ask }) => someone(ask))
  const { folder, keyFolder } = await backupVault(place, {
    ...copies(),
    now: '2026-03-02T10:00:00.000Z',
  })
  await opened(async ({ ask, inFolder }) =>
    ask('folder', 'erase', { ref: await inFolder(bruno), decided: true, at: now }),
  )
  mkdirSync(other.keys, { recursive: true, mode: 0o700 })
  copyFileSync(join(place.keys, LEDGER), join(other.keys, LEDGER))
  const of = { from: folder, keysFrom: keyFolder }
  await killed({ restore: of }, 30, other)
  await assert.rejects(startVault(other, keptLog()), /was stopped half way/)
  await restoreVault(other, { ...of, log: keptLog() })
  await opened(async ({ ask }) => {
    assert.deepEqual(await ask('reports', 'read', reading(amina)), email)
    assert.deepEqual(await ask('reports', 'read', reading(bruno)), {})
  }, other)
})
