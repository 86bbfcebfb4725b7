/** Many people at once, and what is answered instead of a value. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import { birthDate, contactEmail, field } from '../field.ts'
import { purpose } from '../purpose.ts'
import { contactBack, declared, later, nextBatch, now, official, openTrial } from '../testing.ts'
import { reading, system, type Trial } from '../testing.ts'
import { promise } from '#test/promise'

const over16 = field.over(birthDate, 16)
const oldEnough = purpose({ ...contactBack, id: 'reports.old-enough', fields: [over16] })
const survey = purpose({
  ...contactBack,
  id: 'reports.survey',
  fields: [contactEmail],
  scope: 'population',
  actors: ['official:reports.contact'],
  dpia: 'DPIA-7',
})
const silent = purpose({
  ...contactBack,
  id: 'reports.silent',
  visibility: { law: 'Criminal Procedure Act, art. 588', days: 30 },
})
const other = { ...official, ref: 'another-at-the-desk', badge: '9-2K' }
const base = { name: birthDate.name, kind: 'date', class: birthDate.class, pd: birthDate.pd }
const reason = 'Survey on street lighting, ordered by the council'

let vault: Trial
const people: string[] = []

before(async () => {
  vault = await openTrial()
  const said = declared([contactBack, oldEnough, survey, silent])
  const fields = [...said.fields, base]
  await vault.ask('reports', 'publish', { ...said, fields })
  for (let n = 0; n < 9; n += 1) {
    people.push(await vault.someone(`R-${n}`, { 'contact.email': `p${n}@example.org` }))
  }
})
after(() => vault.close())

const asked = { purpose: survey.id, version: 1, actor: official, reason, at: now }
const readMany = (approval: string, actor = official, at = now) =>
  vault.ask('reports', 'many.read', { approval, actor, at, fields: ['contact.email'] })

async function rows(outcome: string) {
  return vault.db.look((tx) =>
    tx.many(
      sql`select person, denied, reason from vault.access
        where purpose = 'reports.survey' and outcome = ${outcome}`,
      z.object({
        person: z.string().nullable(),
        denied: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  )
}

test('whether somebody is old enough is answered with yes or no, never with the day of birth', async () => {
  const ref = await vault.someone('R-young', {})
  const grants = [{ purpose: oldEnough.id, case: 'R-young' }]
  const values = { 'person.birthDate': '2010-03-02' }
  const given = { batch: nextBatch(), ref, values, grants, at: now }
  await vault.ask('reports', 'keep', given)
  await vault.ask('reports', 'confirm', { batch: given.batch })
  const asking = { purpose: oldEnough.id, fields: [over16.name], case: 'R-young' }
  const answer = (at: string) => vault.ask('reports', 'read', reading(ref, { ...asking, at }))
  assert.deepEqual(await answer('2026-03-01T09:00:00.000Z'), { 'person.birthDate#over16': 'no' })
  assert.deepEqual(await answer(now), { 'person.birthDate#over16': 'yes' })
  const day = reading(ref, { ...asking, fields: ['person.birthDate'] })
  await assert.rejects(vault.ask('reports', 'read', day), /field-beyond-purpose/)
})

test('nobody reads about fewer than ten people, nor alone, nor twice, and each refusal is logged', async () => {
  promise('P2.12')
  const first: string = await vault.ask('reports', 'many.ask', asked)
  await assert.rejects(readMany(first), /needs-two/)
  const alone = { approval: first, actor: official, at: now }
  await assert.rejects(vault.ask('reports', 'many.agree', alone), /needs-two/)
  const stranger = { ...other, permissions: [] }
  const byStranger = { ...alone, actor: stranger }
  await assert.rejects(vault.ask('reports', 'many.agree', byStranger), /actor-not-allowed/)
  await vault.ask('reports', 'many.agree', { ...alone, actor: other })
  await assert.rejects(readMany(first), /too-few-people/)
  await assert.rejects(readMany(first, official, later(8 * 86_400)), /needs-two/)
  assert.deepEqual(
    (await rows('denied')).map((one) => one.denied),
    ['needs-two', 'needs-two', 'actor-not-allowed', 'too-few-people', 'needs-two'],
  )
  assert.deepEqual(await rows('read'), [])
  people.push(await vault.someone('R-10', { 'contact.email': 'p9@example.org' }))
  const read: object[] = await readMany(first)
  const emails = new Set(read.map((one) => JSON.stringify(one)))
  assert.equal(emails.size, 10)
  await assert.rejects(readMany(first), /needs-two/)
})

test('everybody who was read about with others sees it, and who restricted it was left out', async () => {
  const seen = await rows('read')
  assert.equal(new Set(seen.map((one) => one.person)).size, 10)
  assert.ok(seen.every((one) => one.reason === reason))
  const ref = await vault.inFolder(people[0] ?? '')
  const limiting = { ref, kind: 'restriction', subject: 'contact', at: now }
  await vault.ask('folder', 'limit', limiting)
  const again: string = await vault.ask('reports', 'many.ask', asked)
  await vault.ask('reports', 'many.agree', { approval: again, actor: other, at: now })
  await assert.rejects(readMany(again), /too-few-people/)
  await vault.ask('folder', 'lift', limiting)
  assert.equal((await readMany(again)).length, 10)
})

test('a delayed access is written down at once and shown when its delay ends', async () => {
  const ref = await vault.someone('R-silent')
  const grants = [{ purpose: silent.id, case: 'R-silent' }]
  await vault.ask('reports', 'keep', { batch: nextBatch(), ref, values: {}, grants, at: now })
  const asking = { purpose: silent.id, case: 'R-silent', actor: system }
  await vault.ask('reports', 'read', reading(ref, asking))
  const inFolder = await vault.inFolder(ref)
  const seen = (at: string) => vault.ask('folder', 'accesses', { ref: inFolder, limit: 9, now: at })
  assert.deepEqual(await seen(later(29 * 86_400)), [])
  assert.equal((await seen(later(30 * 86_400))).length, 1)
})

test('who reads special categories or many people without an assessment does not start', async () => {
  const allergy = field.text('care.allergy', { class: 'care', pd: 'pd:Health', special: 'art9' })
  const { dpia: _, ...unassessed } = survey
  assert.throws(() => purpose(unassessed), /name its assessment in dpia/)
  assert.throws(() => purpose({ ...contactBack, fields: [allergy] }), /name its assessment/)
  const said = declared([survey])
  const forged = { ...said, purposes: said.purposes.map(({ dpia: __, ...one }) => one) }
  await assert.rejects(vault.ask('reports', 'publish', forged), /assessment-missing/)
})
