import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { contactName, field } from '../field.ts'
import { purpose } from '../purpose.ts'
import {
  contactBack,
  declared,
  later,
  now,
  official,
  openTrial,
  ownContact,
  reading,
  recordedAs,
  system,
  type Trial,
} from '../testing.ts'
import { checks } from './checks.ts'
import { promise } from '#test/promise'

let vault: Trial
let amina: string
let bruno: string

const nameOnly = purpose({ ...contactBack, id: 'reports.name', fields: [contactName] })
const everybody = purpose({ ...contactBack, id: 'reports.many', scope: 'population', dpia: 'D-1' })
const allergy = field.text('care.allergy', { class: 'care', pd: 'pd:Health', special: 'art9' })
const actors = ['official:reports.contact', 'system', 'self'] as const
const health = purpose({
  ...contactBack,
  id: 'reports.care',
  fields: [allergy],
  dpia: 'D-2',
  actors,
})
const notice = { name: 'reports-mail', version: 2 }
const news = purpose({ ...contactBack, id: 'reports.news', notice })
const oldNews = purpose({
  ...contactBack,
  id: 'reports.old-news',
  notice: { ...notice, version: 1 },
})
const seldom = purpose({ ...contactBack, id: 'reports.seldom', volume: { perActorPerDay: 2 } })
const danger = purpose({ ...contactBack, id: 'reports.danger', emergency: true })
const risky = purpose({ ...contactBack, id: 'reports.risky', fields: [allergy], dpia: 'D-3' })
const unsaid = purpose({ ...contactBack, id: 'reports.unsaid' })
const opposed = purpose({ ...contactBack, id: 'reports.opposed' })
const retired = purpose({ ...contactBack, id: 'reports.retired' })
const mine = purpose({ ...ownContact, id: 'reports.mine-or-system', actors: ['self', 'system'] })

before(async () => {
  vault = await openTrial()
  const stay = [contactBack, ownContact, nameOnly, everybody, mine, health, news, oldNews]
  const more = [seldom, danger, unsaid, opposed, risky]
  await vault.publish('reports', [...stay, ...more, retired])
  const { fields, purposes } = declared([...stay, ...more])
  const recorded = { ...recordedAs([...stay, ...more]), [unsaid.id]: 'another declaration' }
  const assessed = ['D-1', 'D-2']
  await vault.ask('reports', 'publish', { fields, purposes, recorded, assessed })
  await vault.publish('permits', [purpose({ ...contactBack, id: 'permits.applicant' })])
  amina = await vault.someone('R-1', {
    'contact.email': 'amina@example.org',
    'contact.name': 'Amina',
  })
  const cases = [nameOnly, health, news, oldNews, seldom, danger, unsaid, opposed, risky]
  const grants = cases.map(({ id }) => ({ purpose: id, case: `R-${id}` }))
  const values = { 'care.allergy': 'nuts' }
  await vault.ask('reports', 'keep', { batch: 'grants', ref: amina, values, grants, at: now })
  await vault.ask('reports', 'confirm', { batch: 'grants' })
  bruno = await vault.someone('R-2')
  const given = { notice: notice.name, version: 1, method: 'form', at: now }
  await vault.ask('reports', 'consent', { ref: bruno, ...given })
  const mayOld = [{ purpose: news.id, case: `R-${news.id}` }]
  await vault.ask('reports', 'keep', {
    batch: 'b',
    ref: bruno,
    values: {},
    grants: mayOld,
    at: now,
  })
})

/** Reads for a purpose in the case that was opened for it. */
const readingFor = (of: { id: string }, more: object = {}) =>
  reading(amina, { purpose: of.id, case: `R-${of.id}`, ...more })
after(() => vault.close())

const row = z.object({
  person: z.string().nullable(),
  fields: z.array(z.string()),
  outcome: z.string(),
  denied: z.string().nullable(),
  breach: z.string().nullable(),
  badge: z.string().nullable(),
  unit: z.string().nullable(),
  reason: z.string().nullable(),
  case_ref: z.string().nullable(),
})

const accesses = () =>
  vault.db.look((tx) => tx.many(sql`select * from vault.access order by seen_at, id`, row))

/** Asks, and gives what was logged last and the reason of the refusal. */
async function denied(module: string, input: object) {
  const before = (await accesses()).length
  const refusal = await vault.ask(module, 'read', input).then(
    () => undefined,
    (failure: unknown) => failure,
  )
  const rows = await accesses()
  assert.equal(rows.length, before + 1, 'every read is logged once')
  return { refusal, logged: rows.at(-1) }
}

const fresh = { ...official, freshAt: later(-899) }
const lying = 'A person lies in the street'

const limited = (op: string) => async (kind: string, subject: string) => {
  const ref = await vault.inFolder(amina)
  return vault.ask('folder', op, { ref, kind, subject, at: now })
}
const limit = limited('limit')
const lift = limited('lift')

interface Scene {
  readonly module?: string
  readonly input: object
  readonly breach: string
  undo?(): Promise<unknown>
}

const acting = { ...system, mandate: '01985f2c-0000-7000-8000-000000000000' }

/** For every check, somebody whom only this check keeps out. */
const kept: Record<string, () => Scene | Promise<Scene>> = {
  'foreign-purpose': () => ({
    module: 'permits',
    input: reading(amina),
    breach: 'violation',
  }),
  'purpose-unknown': () => ({
    input: reading(amina, { purpose: 'reports.nobody-declared-this' }),
    breach: 'gap',
  }),
  'purpose-retired': () => ({
    input: reading(amina, { purpose: retired.id }),
    breach: 'violation',
  }),
  'assessment-not-published': () => ({ input: readingFor(risky), breach: 'gap' }),
  'purpose-not-recorded': () => ({ input: readingFor(unsaid), breach: 'gap' }),
  'step-up-needed': () => ({
    input: readingFor(health, {
      fields: ['care.allergy'],
      actor: { ...official, freshAt: later(-901) },
    }),
    breach: 'violation',
  }),
  'no-emergency-here': () => ({
    input: reading(amina, { actor: fresh, emergency: true, reason: lying }),
    breach: 'violation',
  }),
  'emergency-unexplained': () => ({
    input: readingFor(danger, { actor: fresh, emergency: true, reason: 'because', case: 'none' }),
    breach: 'violation',
  }),
  'emergency-not-fresh': () => ({
    input: readingFor(danger, { actor: official, emergency: true, reason: lying }),
    breach: 'violation',
  }),
  'no-consent': () => ({ input: readingFor(news), breach: 'violation' }),
  'notice-outdated': () => ({ input: readingFor(news, { ref: bruno }), breach: 'violation' }),
  restricted: async () => {
    await limit('restriction', 'contact')
    const undo = () => lift('restriction', 'contact')
    return { input: reading(amina), breach: 'violation', undo }
  },
  objected: async () => {
    await limit('objection', opposed.id)
    return { input: readingFor(opposed), breach: 'violation' }
  },
  'mandate-over': () => ({ input: reading(amina, { actor: acting }), breach: 'violation' }),
  'too-many-readings': async () => {
    const input = readingFor(seldom, { actor: official })
    const others = readingFor(seldom, { actor: { ...official, ref: 'another-at-the-desk' } })
    for (const each of [input, input, others]) await vault.ask('reports', 'read', each)
    return { input, breach: 'violation' }
  },
  'field-undeclared': () => ({ input: reading(amina, { fields: ['contact.x'] }), breach: 'gap' }),
  'field-beyond-purpose': () => ({
    input: reading(amina, { purpose: nameOnly.id, case: 'R-name', fields: ['contact.email'] }),
    breach: 'violation',
  }),
  'actor-not-allowed': () => ({
    input: reading(amina, { actor: { ...official, permissions: ['reports.assign'] } }),
    breach: 'violation',
  }),
  'recipient-undeclared': () => ({
    input: reading(amina, { recipient: 'newspaper:herald' }),
    breach: 'violation',
  }),
  'scope-not-open': () => ({
    input: reading(amina, { purpose: everybody.id }),
    breach: 'violation',
  }),
  'not-yourself': () => ({
    input: reading(amina, { purpose: mine.id, fields: ['contact.email'], actor: system }),
    breach: 'violation',
  }),
  'no-case': () => ({ input: reading(amina, { case: undefined }), breach: 'violation' }),
  'no-grant': () => ({ input: reading(amina, { case: 'R-2' }), breach: 'violation' }),
  'person-unknown': () => ({
    input: reading('nobody', {
      purpose: ownContact.id,
      fields: ['contact.email'],
      actor: { ...official, ref: 'nobody' },
    }),
    breach: 'gap',
  }),
}

test('there is somebody to be kept out for every check of a read', () => {
  assert.deepEqual(checks.map((check) => check.why).toSorted(), Object.keys(kept).toSorted())
})

for (const [why, scene] of Object.entries(kept)) {
  test(`a read is denied and logged: ${why}`, async () => {
    promise('P2.1', 'P2.2')
    const { module = 'reports', input, breach, undo } = await scene()
    const { refusal, logged } = await denied(module, input)
    await undo?.()
    assert.ok(refusal instanceof Refusal, String(refusal))
    assert.equal(refusal.kind, 'forbidden')
    assert.deepEqual(refusal.reasons, [{ code: `vault.${why}` }])
    assert.equal(logged?.outcome, 'denied')
    assert.equal(logged?.denied, why)
    assert.equal(logged?.breach, breach)
  })
}

test('a read gives the values and leaves its row: who, which fields, for which case, why', async () => {
  const actor = official
  const input = reading(amina, { actor, reason: 'She asked us to call back' })
  assert.deepEqual(await vault.ask('reports', 'read', input), {
    'contact.email': 'amina@example.org',
    'contact.name': 'Amina',
  })
  const logged = (await accesses()).at(-1)
  assert.equal(logged?.outcome, 'read')
  assert.deepEqual(logged?.fields, ['contact.email', 'contact.name'])
  assert.deepEqual(
    [logged?.badge, logged?.unit, logged?.case_ref, logged?.reason],
    ['4-7F', 'roads', 'R-1', 'She asked us to call back'],
  )
})

test('a read that finds nothing is logged all the same', async () => {
  promise('P2.2')
  const silent = await vault.someone('R-1', {})
  const before = (await accesses()).length
  assert.deepEqual(await vault.ask('reports', 'read', reading(silent)), {})
  assert.equal((await accesses()).length, before + 1)
})

test('people read about themselves, whatever else they are', async () => {
  const input = { ...reading(amina), purpose: ownContact.id, fields: ['contact.email'] }
  const self = { ...official, kind: 'self', ref: amina }
  for (const actor of [self, { ...self, kind: 'official' }]) {
    assert.deepEqual(await vault.ask('reports', 'read', { ...input, actor }), {
      'contact.email': 'amina@example.org',
    })
  }
})

test('a pseudonym of one service means nobody to another', async () => {
  promise('P2.5')
  const { refusal } = await denied('permits', reading(amina, { purpose: 'permits.applicant' }))
  assert.match(String(refusal), /vault\./)
})

test('when the access cannot be written, nothing is revealed', async () => {
  await vault.db.script('alter table vault.access add constraint full_disk check (false) not valid')
  try {
    await assert.rejects(vault.ask('reports', 'read', reading(amina)), /full_disk/)
  } finally {
    await vault.db.script('alter table vault.access drop constraint full_disk')
  }
})

test('when a case is closed nobody reads for it any more', async () => {
  const bruno = await vault.someone('R-9')
  await vault.ask('reports', 'revoke', { ref: null, case: 'R-9', at: now })
  const { logged } = await denied('reports', reading(bruno, { case: 'R-9' }))
  assert.equal(logged?.denied, 'no-grant')
})
