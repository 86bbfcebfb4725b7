/** Erased is erased: by request, by time, and again after an old copy was brought back. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import { birthDate, contactEmail } from '../field.ts'
import { purpose } from '../purpose.ts'
import type { Erasure, ErasureReceipt } from '../rights-model.ts'
import { accountLetters } from '../account-purposes.ts'
import { contactBack, later, nextBatch, now, openTrial, reading, type Trial } from '../testing.ts'
import { openRoom } from './main.ts'
import { unseal } from './seal.ts'
import { LEDGER, ledgerOf, readLedger } from './ledger.ts'
import { promise } from '#test/promise'

const age = purpose({
  ...contactBack,
  id: 'reports.age',
  fields: [birthDate],
  retention: { class: 'identity', until: 'case.closed+P30D' },
})
const profile = purpose({
  ...contactBack,
  id: 'reports.profile',
  scope: 'self',
  actors: ['self'],
  fields: [contactEmail],
  retention: { class: 'contact', until: 'account.closed' },
})
const DAY = 86_400
const kept = { 'contact.email': 'amina@example.org', 'person.birthDate': '1990-05-04' }

let vault: Trial
let amina: string
let mine: string

/** Somebody with an address and a date of birth, each for a case of its own. */
async function somebody(caseRef: string, values: Record<string, string> = kept) {
  const ref = await vault.someone(caseRef, {})
  const grants = [{ purpose: age.id, case: caseRef }]
  const given = { batch: nextBatch(), ref, values, grants, at: now }
  await vault.ask('reports', 'keep', given)
  await vault.ask('reports', 'confirm', { batch: given.batch })
  return ref
}

const close = (caseRef: string, at = now) =>
  vault.ask('reports', 'revoke', { ref: null, case: caseRef, at })

before(async () => {
  vault = await openTrial()
  await vault.publish('reports', [contactBack, age])
  amina = await somebody('R-1')
  mine = await vault.inFolder(amina)
})
after(() => vault.close())

const erase = async (more: object = {}) => {
  const receipt: ErasureReceipt = await vault.ask('folder', 'erase', {
    ref: mine,
    at: now,
    ...more,
  })
  return receipt
}
const outcomes = ({ classes }: ErasureReceipt) => classes.map((one) => [one.class, one.outcome])

const sealedRow = z.object({
  person: z.string(),
  field: z.string(),
  keyver: z.number(),
  iv: z.instanceof(Uint8Array),
  ciphertext: z.instanceof(Uint8Array),
})

test('what an open case needs, or an order holds, is not erased; the rest is gone, and who asked is told which', async () => {
  assert.deepEqual(outcomes(await erase()), [
    ['contact', 'needed'],
    ['identity', 'needed'],
  ])
  await close('R-1')
  const order = { ref: mine, class: 'identity', reference: 'Court 3, 12/2026', at: now }
  await vault.ask('folder', 'hold', order)
  const [sealed] = await vault.db.look((tx) =>
    tx.many(sql`select * from vault.datum where field = 'contact.email'`, sealedRow),
  )
  assert.ok(sealed)
  const receipt = await erase()
  assert.deepEqual(outcomes(receipt), [
    ['contact', 'erased'],
    ['identity', 'held'],
  ])
  assert.equal(receipt.goneAt, later(30 * DAY), 'the last copy of the key is gone then')
  await noKeyOpens(sealed)
  assert.equal(await vault.ask('folder', 'release', order), true)
  assert.deepEqual(outcomes(await erase({ at: later(9) })), [['identity', 'erased']])
  const list: Erasure[] = await vault.ask('folder', 'erasures', { ref: mine })
  assert.deepEqual(
    list.map((one) => [one.class, one.why, one.values]),
    [
      ['identity', 'request', 1],
      ['contact', 'request', 1],
    ],
  )
})

const quiet = { info() {}, warn() {}, error() {} }

/** A copy of the ciphertext is noise, with all the keys that are left. */
async function noKeyOpens({ person, field, keyver, ...sealed }: z.infer<typeof sealedRow>) {
  const keys = await vault.db.look((tx) =>
    tx.many(
      sql`select wrapped, master from keys.dek`,
      z.object({ wrapped: z.instanceof(Uint8Array), master: z.number() }),
    ),
  )
  assert.ok(keys.length > 0)
  for (const wrapped of keys) {
    const key = await vault.room.keys.master.unwrap(wrapped)
    assert.throws(() => unseal(key, { person, field, keyver }, sealed))
  }
}

test('a key that came back with an old copy is erased again before the vault answers', async () => {
  promise('P2.10')
  const bruno = await somebody('R-2', { 'contact.email': 'bruno@example.org' })
  const inFolder = await vault.inFolder(bruno)
  await vault.db.script(`create table vault.old_datum as table vault.datum;
    create table keys.old_dek as table keys.dek`)
  const asked = { ref: inFolder, decided: true, at: later(20) }
  await vault.ask('folder', 'erase', asked)
  await vault.db.script(`delete from vault.erasure where at = '${later(20)}';
    insert into vault.datum select * from vault.old_datum on conflict do nothing;
    insert into keys.dek select * from keys.old_dek on conflict do nothing;
    drop table vault.old_datum; drop table keys.old_dek`)
  const asking = reading(bruno, { case: 'R-2' })
  const back = await vault.ask('reports', 'read', asking)
  assert.equal(back['contact.email'], 'bruno@example.org', 'the old copy has it again')
  await openRoom(vault.db, { keys: vault.keys }, quiet)
  assert.deepEqual(await vault.ask('reports', 'read', asking), {})
  const text = readFileSync(join(vault.keys, LEDGER), 'utf8')
  assert.ok(!text.includes('bruno') && text.split('\n').length === 4)
})

const retire = async (at: string) => vault.ask('operator', 'retention', { now: at })

test('at night what is due is erased: not what a case, its time after, an account or an order keeps', async () => {
  await vault.publish('reports', [contactBack, age, profile])
  await vault.publish('account', [accountLetters])
  const opened = await vault.ask('account', 'accounts.open', {
    email: 'carla@example.org',
    password: 'a long walk home',
    language: 'es',
    address: 'home',
    now,
  })
  const carla = await vault.ask('reports', 'refOf', { people: opened.peopleRef })
  const given = { batch: nextBatch(), ref: carla, values: kept, grants: [], at: now }
  await vault.ask('reports', 'keep', given)
  await vault.ask('reports', 'confirm', { batch: given.batch })
  await somebody('R-open')
  await somebody('R-closed')
  const held = await vault.inFolder(await somebody('R-held'))
  const order = { ref: held, class: 'identity', reference: 'Court 3', at: now }
  await vault.ask('folder', 'hold', order)
  for (const one of ['R-closed', 'R-held']) await close(one)
  assert.deepEqual(await retire(later(29 * DAY)), { erased: {}, held: 0, accesses: 0, more: false })
  const month = await retire(later(31 * DAY))
  assert.deepEqual(
    month,
    { erased: { identity: 2 }, held: 1, accesses: 0, more: false },
    'R-closed, and Carla',
  )
  const year = await retire(later(400 * DAY))
  assert.deepEqual(year.erased, { contact: 2 }, 'R-closed and R-held, but not Carla’s')
  await vault.ask('folder', 'release', order)
  assert.deepEqual((await retire(later(400 * DAY))).erased, { identity: 1 })
  const again = await retire(later(400 * DAY))
  assert.deepEqual(again, { erased: {}, held: 0, accesses: 0, more: false })
  const open = await vault.ask('reports', 'holdings', {}).catch((why: unknown) => String(why))
  assert.match(open, /foreign-line/)
})

test('everything a person may take along: every value, consent, hold and erasure, and that it was taken', async () => {
  const teo = await somebody('R-teo')
  const ref = await vault.inFolder(teo)
  const stale = { ref, freshAt: now, at: later(901) }
  await assert.rejects(vault.ask('folder', 'export', stale), /step-up-needed/)
  const all = await vault.ask('folder', 'export', { ref, freshAt: now, at: later(60) })
  const values = all.values.map((one: { field: string; value: string }) => [one.field, one.value])
  assert.deepEqual(values, Object.entries(kept))
  assert.deepEqual(all.grants.map((one: { purpose: string }) => one.purpose).toSorted(), [
    'reports.age',
    'reports.contact-back',
  ])
  const [taken] = await vault.ask('folder', 'accesses', { ref, limit: 1 })
  assert.deepEqual([taken.purpose, taken.fields], ['folder.export', Object.keys(kept).toSorted()])
})

test('a night with more than one portion due erases all of it, and what an order holds stays', async () => {
  const one = await somebody('R-many')
  await close('R-many')
  const many = sql`select gen_random_uuid() as id from generate_series(1, 450)`
  await vault.db.transact(async (tx) => {
    await tx.run(sql`create temporary table crowd on commit drop as ${many}`)
    await tx.run(sql`insert into vault.person (person, since) select id, ${now} from crowd`)
    await tx.run(sql`insert into vault.datum (id, person, field, class, keyver, iv, ciphertext, since)
      select gen_random_uuid(), c.id, d.field, d.class, d.keyver, d.iv, d.ciphertext, d.since
      from crowd c, vault.datum d join vault.ref r on r.person = d.person
      where r.ref = ${one} and d.class = 'identity'`)
    await tx.run(sql`insert into vault.hold (id, person, class, reference, from_at)
      select gen_random_uuid(), id, 'identity', 'Court 4', ${now} from crowd order by id limit 30`)
  })
  const night = later(31 * DAY)
  const { counts } = vault.db
  const before = counts.statements
  const rounds = [await retire(night), await retire(night), await retire(night)]
  assert.ok(counts.statements - before < 100, 'two hundred are erased together, not one by one')
  assert.deepEqual(
    rounds.map(({ erased, held, more }) => [erased['identity'], held, more]),
    [
      [200, 30, true],
      [200, 30, true],
      [21, 30, false],
    ],
  )
  await vault.db.transact((tx) => tx.run(sql`update vault.hold set until_at = ${now}`))
  assert.deepEqual((await retire(night)).erased, { identity: 30 }, 'the next night begins anew')
  await vault.db.script('delete from vault.erasure')
  const lines = readLedger(join(vault.keys, LEDGER)).length
  const asked = counts.statements
  await openRoom(vault.db, { keys: vault.keys }, quiet)
  assert.equal(await vault.db.look(async (tx) => (await ledgerOf(tx)).length), lines)
  assert.ok(counts.statements - asked < 100, 'after a restore they are done again together')
})
