/** Numbers, breaches and holds: what the office that oversees processing is answered, and nobody else. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import { contactBack, declared, later, now, official, openTrial } from '../testing.ts'
import { ownContact, reading, system, type Trial } from '../testing.ts'

const unused = { ...contactBack, id: 'reports.unused' }
const silent = {
  ...contactBack,
  id: 'reports.silent',
  visibility: { law: 'Criminal Procedure Act, art. 588', days: 30 },
}
const other = { ...official, ref: 'another-at-the-desk', badge: '9-2K' }

let vault: Trial
let amina: string
let bruno: string

const asks = (op: string, input: object, line = 'processing'): Promise<any> =>
  vault.ask(line, `oversight.${op}`, input)

before(async () => {
  vault = await openTrial()
  const purposes = [contactBack, ownContact, unused, silent]
  await vault.ask('reports', 'publish', declared(purposes))
  amina = await vault.someone('R-1', { 'contact.email': 'amina@example.org' })
  bruno = await vault.someone('R-2', { 'contact.email': 'bruno@example.org' })
  await vault.ask('reports', 'read', reading(amina, { case: 'R-1', actor: official }))
  await vault.ask('reports', 'read', reading(bruno, { case: 'R-2', actor: system }))
})
after(() => vault.close())

test('only the line of processing is answered', async () => {
  await assert.rejects(asks('told', { breach: 'B-1' }, 'reports'), /foreign-line/)
  await assert.rejects(asks('orders', { official: 'x' }, 'folder'), /foreign-line/)
})

test('reads are counted by purpose and month of the city, and a reading of oneself is not among them', async () => {
  const self = { kind: 'self' as const, ref: amina, permissions: [], unit: null, badge: null }
  const own = { purpose: ownContact.id, actor: self, fields: ['contact.email'] }
  await vault.ask('reports', 'read', reading(amina, own))
  const from = '2026-01-01T00:00:00.000Z'
  const found = await asks('reads', { from, zone: 'Europe/Madrid' })
  assert.deepEqual(found, [{ purpose: 'reports.contact-back', month: '2026-03', count: 2 }])
})

test('the month of a reading is that of the city, also in the night before the clocks change', async () => {
  const at = '2026-03-31T22:30:00.000Z'
  await vault.ask('reports', 'read', reading(amina, { case: 'R-1', actor: official, at }))
  const from = '2026-03-31T22:00:00.000Z'
  assert.deepEqual(await asks('reads', { from, zone: 'Europe/Madrid' }), [
    { purpose: 'reports.contact-back', month: '2026-04', count: 1 },
  ])
  assert.deepEqual(await asks('reads', { from, zone: 'UTC' }), [
    { purpose: 'reports.contact-back', month: '2026-03', count: 1 },
  ])
})

test('what is declared for long and was not read is named by purpose and field', async () => {
  const since = new Date(Date.now() + 60_000).toISOString()
  const all = await asks('unread', { since })
  assert.ok(all.some((one: { purpose: string }) => one.purpose === 'reports.unused'))
  const young = await asks('unread', { since: '2020-01-01T00:00:00.000Z' })
  assert.deepEqual(young, [])
})

test('accesses that a law delays are counted by year', async () => {
  assert.deepEqual(await asks('delayed', { zone: 'Europe/Madrid' }), [])
  const read = { purpose: silent.id, case: 'R-3', actor: official }
  const ref = await vault.someone('R-3', { 'contact.email': 'c@example.org' })
  const gave = { batch: 'delayed-batch', ref, purpose: silent.id, case: 'R-3', at: now }
  await vault.ask('reports', 'grant', gave)
  await vault.ask('reports', 'confirm', { batch: gave.batch })
  await vault.ask('reports', 'read', reading(ref, read))
  assert.deepEqual(await asks('delayed', { zone: 'Europe/Madrid' }), [{ year: '2026', count: 1 }])
})

const week = { from: '2026-03-01T00:00:00.000Z', until: '2026-03-08T00:00:00.000Z' }

test('a breach of one official concerns those they read, and one of nobody concerns nobody', async () => {
  const by = { breach: 'B-1', by: 'accesses', ...week, at: now }
  assert.equal(await asks('concerned', { ...by, badge: official.badge }), 2)
  assert.equal(await asks('concerned', { ...by, badge: 'nobody' }), 0)
  assert.equal(await asks('concerned', { ...by, purpose: contactBack.id }), 2)
  assert.equal(await asks('concerned', { ...by, module: 'parking' }), 0)
})

test('a breach of a whole service concerns everybody with a case that was open then', async () => {
  const cases = { breach: 'B-2', by: 'cases', ...week, module: 'reports', at: now }
  assert.equal(await asks('concerned', cases), 3)
  const before = { from: '2020-01-01T00:00:00.000Z', until: '2020-02-01T00:00:00.000Z' }
  assert.equal(await asks('concerned', { ...cases, ...before }), 0)
})

test('who was told is not told again, nor forgotten when it is computed anew', async () => {
  const asked = { breach: 'B-3', by: 'accesses', ...week, purpose: contactBack.id, at: now }
  await asks('concerned', asked)
  assert.equal(await asks('tell', { breach: 'B-3', at: now }), 2)
  assert.equal(await asks('tell', { breach: 'B-3', at: later(60) }), 0)
  await asks('concerned', { ...asked, badge: 'nobody' })
  assert.deepEqual(await asks('told', { breach: 'B-3' }), { people: 2, told: 2 })
  const folder = await vault.inFolder(amina)
  const mine = await vault.ask('folder', 'breaches.of', { ref: folder })
  assert.deepEqual(mine, [{ breach: 'B-3', at: now }])
})

test('ten thousand people are found and told in one statement each', async () => {
  await vault.db.transact(async (tx) => {
    await tx.run(sql`insert into vault.person (person, since)
      select gen_random_uuid(), ${now} from generate_series(1, 10000)`)
    await tx.run(sql`insert into vault.grant (id, person, purpose, module, case_ref, from_at)
      select gen_random_uuid(), person, 'parking.contact', 'parking', 'P-' || row_number() over (),
        ${now} from vault.person p
      where not exists (select 1 from vault.ref r where r.person = p.person)`)
  })
  const asked = { breach: 'B-4', by: 'cases', ...week, module: 'parking', at: now }
  assert.equal(await asks('concerned', asked), 10_000)
  assert.equal(await asks('tell', { breach: 'B-4', at: now }), 10_000)
  assert.deepEqual(await asks('told', { breach: 'B-4' }), { people: 10_000, told: 10_000 })
})

test('one official asks for a hold, another agrees, and only then is it held; so it ends', async () => {
  const order = { class: 'contact', reference: 'Court 3, 118/2026', case: 'R-1', at: now }
  assert.deepEqual(await asks('askHold', { ...order, actor: official }), { people: 1 })
  const list = () => asks('orders', { official: official.ref })
  const [placed] = await list()
  assert.equal(placed.own, true)
  const decide = (id: string, actor: object) =>
    asks('decideHold', { order: id, agreed: true, actor, at: later(60) })
  assert.equal(await decide(placed.id, official), 'own')
  const folder = await vault.inFolder(amina)
  const holds = () =>
    vault.ask('folder', 'holds', { ref: folder }) as Promise<{ until: string | null }[]>
  assert.deepEqual(await holds(), [])
  assert.equal(await decide(placed.id, other), 'done')
  assert.equal(await decide(placed.id, other), 'over')
  assert.equal((await holds())[0]?.until, null)

  const ending = { order: placed.id, actor: other, at: later(120) }
  assert.equal(await asks('askRelease', ending), true)
  assert.equal(await asks('askRelease', ending), false)
  const [release] = await list()
  assert.equal(await decide(release.id, other), 'own')
  assert.equal(await decide(release.id, official), 'done')
  assert.equal((await holds())[0]?.until, later(60))
})

test('an order on nobody, by nobody, or that was declined holds nothing', async () => {
  const order = { class: 'contact', reference: 'Court 4', at: now }
  assert.deepEqual(await asks('askHold', { ...order, case: 'R-99', actor: official }), {
    people: 0,
  })
  const stranger = 'stranger@example.org'
  assert.deepEqual(await asks('askHold', { ...order, email: stranger, actor: official }), {
    people: 0,
  })
  await assert.rejects(asks('askHold', { ...order, case: 'R-2', actor: system }), /not-allowed/)
  await asks('askHold', { ...order, case: 'R-2', actor: official })
  const all = await asks('orders', { official: other.ref })
  const asked = all.find(({ reference }: { reference: string }) => reference === 'Court 4')
  const no = { order: asked.id, agreed: false, actor: other, at: now }
  assert.equal(await asks('decideHold', no), 'done')
  const held = await vault.db.look((tx) =>
    tx.many(sql`select 1 as one from vault.hold where reference = 'Court 4'`, z.object({})),
  )
  assert.deepEqual(held, [])
  assert.equal(await asks('askRelease', { order: asked.id, actor: official, at: now }), false)
})
