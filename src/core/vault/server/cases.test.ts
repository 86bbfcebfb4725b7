/** What belongs to one case, the code of somebody without an account, and what an officer may ask for a case. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { contactPhone, field } from '../field.ts'
import type { Access } from '../model.ts'
import { purpose } from '../purpose.ts'
import {
  contactBack,
  nextBatch,
  now,
  official,
  openTrial,
  reading,
  type Trial,
} from '../testing.ts'

const wish = field.text('request.wish', { class: 'request', pd: 'pd:Communication', per: 'case' })
const spec = {
  ...contactBack,
  fields: [wish],
  retention: { class: 'request', until: 'case.closed+P3Y' },
} as const
const handling = purpose({ ...spec, id: 'protection.handling' })
const own = purpose({ ...spec, id: 'protection.own', scope: 'self', actors: ['self'] })
const handed = purpose({
  ...contactBack,
  id: 'reports.handed',
  fields: [contactPhone],
  recipients: ['The ambulance'],
})

let vault: Trial
let person: string

async function kept(caseRef: string, text: string, more: object = {}): Promise<string> {
  const batch = nextBatch()
  const grants = [{ purpose: handling.id, case: caseRef, ...more }]
  const asked = { batch, ref: person ?? null, values: { 'request.wish': text }, grants, at: now }
  const ref: string = await vault.ask('protection', 'keep', asked)
  await vault.ask('protection', 'confirm', { batch })
  return ref
}

before(async () => {
  vault = await openTrial()
  await vault.publish('protection', [handling, own])
  await vault.publish('reports', [contactBack, handed])
  person = await kept('P-1', 'the first wish', { code: 'a-secret-code-of-26-letters' })
  await kept('P-2', 'the second wish')
})
after(() => vault.close())

const asked = (of: typeof handling | typeof own, more: object) =>
  vault.ask(
    'protection',
    'read',
    reading(person, { purpose: of.id, fields: ['request.wish'], ...more }),
  )
const stranger = { ...official, kind: 'self', ref: null, permissions: [] }

test('what was written for one case is read for that case and for no other', async () => {
  assert.deepEqual(await asked(handling, { case: 'P-1' }), { 'request.wish': 'the first wish' })
  assert.deepEqual(await asked(handling, { case: 'P-2' }), { 'request.wish': 'the second wish' })
  await kept('P-2', 'the second wish, better said')
  assert.deepEqual(await asked(handling, { case: 'P-1' }), { 'request.wish': 'the first wish' })
  const second = await asked(handling, { case: 'P-2' })
  assert.deepEqual(second, { 'request.wish': 'the second wish, better said' })
  await assert.rejects(asked(handling, { case: 'P-3' }), /no-grant/)
})

test('a value that belongs to a case is not kept without one', async () => {
  const loose = {
    batch: nextBatch(),
    ref: person,
    values: { 'request.wish': 'x' },
    grants: [],
    at: now,
  }
  await assert.rejects(vault.ask('protection', 'keep', loose), /no-case/)
})

test('with the code of the case a stranger reads their own, also when it is closed, and nothing else', async () => {
  const code = 'a-secret-code-of-26-letters'
  const mine = { actor: stranger, case: 'P-1' }
  await assert.rejects(asked(own, mine), /actor-not-allowed/)
  await assert.rejects(asked(own, { ...mine, code: `${code}x` }), /actor-not-allowed/)
  await assert.rejects(asked(own, { ...mine, case: 'P-2', code }), /actor-not-allowed/)
  await assert.rejects(asked(handling, { ...mine, code }), /actor-not-allowed/)
  assert.deepEqual(await asked(own, { ...mine, code }), { 'request.wish': 'the first wish' })
  const grants = [{ purpose: handling.id, case: 'P-8' }]
  const values = { 'request.wish': 'of somebody else' }
  const other = { batch: nextBatch(), ref: null, values, grants, at: now }
  const ref = String(await vault.ask('protection', 'keep', other))
  await vault.ask('protection', 'confirm', { batch: other.batch })
  await assert.rejects(asked(own, { ...mine, ref, code }), /actor-not-allowed/)
  await vault.ask('protection', 'revoke', { ref: null, case: 'P-1', at: now })
  assert.deepEqual(await asked(own, { ...mine, code }), { 'request.wish': 'the first wish' })
})

test('a code opens nothing before the city has kept what it is the code of', async () => {
  const [batch, code] = [nextBatch(), 'another-code-of-26-letters']
  const grants = [{ purpose: handling.id, case: 'P-7', code }]
  const values = { 'request.wish': 'the third wish' }
  await vault.ask('protection', 'keep', { batch, ref: person, values, grants, at: now })
  const mine = { actor: stranger, case: 'P-7', code }
  await assert.rejects(asked(own, mine), /actor-not-allowed/)
  await vault.ask('protection', 'confirm', { batch })
  assert.deepEqual(await asked(own, mine), values)
})

test('who was shown a value is told for an open case, and to the service of requests alone', async () => {
  const batch = nextBatch()
  const grants = [contactBack, handed].map(({ id }) => ({ purpose: id, case: 'R-1' }))
  const values = { 'contact.phone': '+34 600 000 001', 'contact.name': 'Amina' }
  const ref: string = await vault.ask('reports', 'keep', {
    batch,
    ref: null,
    values,
    grants,
    at: now,
  })
  await vault.ask('reports', 'confirm', { batch })
  const read = {
    purpose: handed.id,
    fields: ['contact.phone'],
    actor: { ...official, unit: 'streets' },
  }
  await vault.ask('reports', 'read', reading(ref, read))
  const about = { ref: person, case: 'P-2', field: 'contact.phone' }
  assert.deepEqual(await vault.ask('protection', 'cases.disclosed', about), [])
  await assert.rejects(vault.ask('reports', 'cases.disclosed', { ...about, ref }), /foreign-line/)
  const closed = { ...about, case: 'P-1' }
  await assert.rejects(vault.ask('protection', 'cases.disclosed', closed), /no-grant/)
  const access = { ref: person, case: 'P-2', access: '01985f2c-0000-7000-8000-000000000000', now }
  assert.equal(await vault.ask('protection', 'cases.access', access), null)
  const found: Access | null = await vault.ask('protection', 'cases.access', access)
  assert.equal(found, null, 'an access of another is not there')
})
