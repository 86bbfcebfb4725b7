/**
 * The vault dies in the middle of each step: before any statement, before a commit and right after one. It is started
 * again, and what it says then must be whole: done or not done, never by halves.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Database, sql, type Tx } from '#core/database'
import { promise } from '#test/promise'
import { z } from 'zod'
import { keptLog, nextBatch, now, openTrial, reading, type Trial } from '../testing.ts'
import { LEDGER, ledgerOf, readLedger } from './ledger.ts'
import { openRoom } from './main.ts'
import { answer } from './operations.ts'
import type { Strongroom } from './strongroom.ts'

/** No step has more moments than this. */
const MOST = 300

class Death extends Error {}

/** Lets a process die at its n-th moment; what it does after that happens nowhere. */
function mortal(db: Database, at: number): { readonly heal: () => void } {
  let moments = 0
  const moment = () => {
    moments += 1
    if (moments >= at) throw new Death()
  }
  const watched = (tx: Tx): Tx =>
    new Proxy(tx, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        return (...given: unknown[]) => (moment(), Reflect.apply(value, target, given) as unknown)
      },
    })
  const dying =
    (way: Database['transact']): Database['transact'] =>
    async (work) => {
      const result = await way(async (tx) => {
        const done = await work(watched(tx))
        moment()
        return done
      })
      moment()
      return result
    }
  const [transact, look] = [db.transact.bind(db), db.look.bind(db)]
  Object.assign(db, { transact: dying(transact), look: dying(look) })
  return {
    heal() {
      for (const name of ['transact', 'look']) Reflect.deleteProperty(db, name)
    },
  }
}

let vault: Trial
let room: Strongroom
before(async () => {
  vault = await openTrial()
  room = vault.room
})
after(() => vault.close())

const ask = (module: string, op: string, input: object): Promise<any> =>
  answer(room, module, op, input)

async function restart(): Promise<void> {
  room = await openRoom(vault.db, { keys: vault.keys }, keptLog())
}

/** Does a step again and again, dying one moment later each time, until it lives; how often it died. */
async function dyingAt(
  step: () => Promise<unknown>,
  holds: (lived: boolean, result: unknown) => Promise<void>,
): Promise<number> {
  for (let at = 1; at < MOST; at += 1) {
    const { heal } = mortal(vault.db, at)
    const outcome = await step().then(
      (result) => ({ lived: true, result }),
      (failure: unknown) => ({ lived: false, result: failure }),
    )
    heal()
    if (!outcome.lived) assert.ok(outcome.result instanceof Death, String(outcome.result))
    await restart()
    await holds(outcome.lived, outcome.lived ? outcome.result : undefined)
    if (outcome.lived) return at - 1
  }
  return assert.fail('the step never ended')
}

const Count = z.object({ n: z.number() })
const count = async (of: ReturnType<typeof sql>): Promise<number> =>
  (await vault.db.look((tx) => tx.one(of, Count)))?.n ?? 0
const email = { 'contact.email': 'amina@example.org' }
const read = (ref: string): Promise<unknown> => ask('reports', 'read', reading(ref))

test('what is kept is there with its key and its grant, or not at all', async () => {
  promise('P2.2')
  let batch = ''
  let ref = ''
  const died = await dyingAt(
    async () => {
      batch = nextBatch()
      const grants = [{ purpose: 'reports.contact-back', case: 'R-1' }]
      ref = await ask('reports', 'keep', { batch, ref: null, values: email, grants, at: now })
      await ask('reports', 'confirm', { batch })
    },
    async (lived) => {
      const left = await ask('reports', 'unconfirmed', { olderThan: 0 })
      for (const one of left) await ask('reports', 'discard', { batch: one })
      if (lived) assert.deepEqual(await read(ref), email)
      const halves = sql`select count(*)::int as n from vault.datum d where batch is not null
        or not exists (select from keys.dek k where k.person = d.person and k.class = d.class)`
      assert.equal(await count(halves), 0)
    },
  )
  assert.ok(died >= 6, String(died))
})

test('nothing is read without its row, at whatever moment the vault dies', async () => {
  promise('P2.33')
  const ref = await vault.someone('R-1')
  let before = 0
  const rows = sql`select count(*)::int as n from vault.access where outcome = 'read'`
  // Fact by fact the first time after each start, and at once when it is asked again.
  for (const times of [0, 2]) {
    const again = async () => {
      for (let n = 0; n < times; n += 1) await read(ref)
      before = await count(rows)
    }
    await again()
    const died = await dyingAt(
      () => read(ref),
      async (lived, result) => {
        const more = (await count(rows)) - before
        if (lived) assert.deepEqual([result, more], [email, 1])
        else assert.ok(more <= 1 && result === undefined)
        await again()
      },
    )
    assert.equal(died, times ? 3 : 7)
  }
})

test('who is erased is gone from the rows, the keys and both ledgers, or from none', async () => {
  promise('P2.33')
  const ref = await vault.someone('R-1')
  const mine = await vault.inFolder(ref)
  const before = readLedger(join(vault.keys, LEDGER)).length
  const died = await dyingAt(
    () => ask('folder', 'erase', { ref: mine, decided: true, at: now }),
    async (lived) => {
      const there = await vault.db.look(ledgerOf)
      const file = readLedger(join(vault.keys, LEDGER))
      assert.deepEqual(file.map(({ id }) => id).toSorted(), there.map(({ id }) => id).toSorted())
      const isGone = file.length > before
      assert.ok(isGone || !lived)
      const found = await read(ref).then(
        (values) => values,
        () => ({}),
      )
      assert.deepEqual(found, isGone ? {} : email)
    },
  )
  assert.ok(died >= 4, String(died))
})

test('a new master key leaves every value readable, and is taken up where it died', async () => {
  const people = await Promise.all([1, 2, 3].map(() => vault.someone('R-1')))
  const died = await dyingAt(
    () => ask('operator', 'keys.rotate', {}),
    async (lived) => {
      for (const ref of people) assert.deepEqual(await read(ref), email)
      const older = sql`select count(*)::int as n from keys.dek
        where master < (select max(version) from keys.master)`
      if (lived) assert.equal(await count(older), 0)
    },
  )
  assert.ok(died >= 6, String(died))
  await ask('operator', 'keys.retire', {})
  await restart()
  for (const ref of people) assert.deepEqual(await read(ref), email)
})

test('an access stands in one batch, however often making it died', async () => {
  const grants = [{ purpose: 'reports.contact-back', case: 'R-1' }]
  const given = { batch: nextBatch(), ref: null, values: email, grants, at: now }
  const ref = String(await ask('reports', 'keep', given))
  await ask('reports', 'confirm', { batch: given.batch })
  for (let n = 0; n < 12; n += 1) await read(ref)
  const outside = sql`select count(*)::int as n from vault.access a
    where not exists (select from vault.leaf l where l.subject = a.id)`
  const half = sql`select count(*)::int as n from vault.seal s
    where s.count <> (select count(*) from vault.leaf l where l.seal = s.id)`
  const died = await dyingAt(
    () => ask('operator', 'seals', { now: '2026-03-03T00:10:00.000Z', zone: 'Europe/Madrid' }),
    async (lived) => {
      assert.equal(await count(half), 0)
      if (lived) assert.equal(await count(outside), 0)
    },
  )
  assert.ok(died >= 6, String(died))
})
