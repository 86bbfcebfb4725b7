/** The desk of data protection in the sample city is filled by acts, and everybody can look at what is public of it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, sql, type TestCity } from '#test/city'
import { lamp } from '#test/lamp'
import { openAccounts } from './people.ts'
import { playProcessing } from './processing.ts'
import { setStage } from './stage.ts'
import { readWords } from './words.ts'

let city: TestCity
before(async () => {
  city = await openCity()
  const words = readWords(city.city.settings.city)
  assert.ok(words)
  const now = Date.parse(city.city.clock())
  const stage = setStage(city.city)
  stage.at(now - 200 * 86_400_000)
  const roles = new Set(['operator', 'unit-lead', 'privacy-officer'])
  const { officials, residents } = words.people
  const some = {
    ...words.people,
    residents: residents.slice(0, 1),
    officials: officials.filter(({ role }) => roles.has(role)),
  }
  const cast = await openAccounts(stage, { people: some })
  const [author] = cast.residents
  assert.ok(author)
  const { number } = await stage.does(author, 'reports.report', { ...lamp, toAccount: true })
  const story = { author, number: String(number) }
  await playProcessing({ stage, cast, now, stories: [story] })
})
after(() => city?.close())

test('one assessment is published and one is still written, an exercise is closed, and one order stands', async () => {
  const forms = await city.rows(sql`select code, state from processing.form order by code`)
  assert.deepEqual(forms, [
    { code: 'night-noise-meters', state: 'draft' },
    { code: 'photos-of-reports', state: 'published' },
  ])
  const breaches = await city.rows(sql`select number, state, exercise from processing.breach`)
  assert.deepEqual(breaches, [{ number: 'X-1', state: 'closed', exercise: true }])
  const held = await city.rows(sql`select d as body from record.outbox where t = 'processing.held'`)
  assert.deepEqual(held, [{ body: { change: 'placed', class: 'contact' } }])
  const page = await city.anybody.opens('/processing/assessments/photos-of-reports')
  assert.equal(page.status, 200)
  assert.match((await city.anybody.opens('/processing')).text, /photos|Tell you what happened/i)
})
