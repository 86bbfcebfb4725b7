/** Which unit answers is set by a registered decision or by a person; no way leads around. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { suspend } from '#core/decisions'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import * as can from './actions/index.ts'
import { lamp } from './trial.ts'

let city: TestCity
let front: Somebody
before(async () => {
  city = await openCity()
  front = await city.official('bruno', 'front-desk')
})
after(() => city.close())

const reported = async () => (await city.anybody.does(can.report, lamp)).number
const row = async (number: string) =>
  (
    await city.rows(sql`select unit, unit_decision as decision, unit_by as by,
      unit_version as version from reports.report where 'R-' || number = ${number}`)
  )[0] ?? {}
const byHand = (what: string, number: string) =>
  city.city.db.script(`update reports.report set ${what} where 'R-' || number = '${number}'`)

test('the row of a report names the decision that chose its unit, or the role of who did', async () => {
  promise('P3.2', 'P3.11')
  const number = await reported()
  const { decision, ...rest } = await row(number)
  assert.deepEqual(rest, { unit: 'lighting', by: null, version: null })
  const about = await city.rows(
    sql`select about, outcome from decisions.taken where id = ${decision}`,
  )
  assert.deepEqual(about, [{ about: `/reports/${number}`, outcome: 'lighting' }])
  await front.does(can.assign, { number, version: 1, unit: 'streets' })
  const byRole = { unit: 'streets', decision: null, by: 'role:front-desk', version: 2 }
  assert.deepEqual(await row(number), byRole)
  await front.does(can.correct, { number, version: 2, category: 'pothole' })
  const again = await row(number)
  assert.deepEqual([again['by'], typeof again['decision']], [null, 'string'])
})

test('why a machine decided is said to everybody by the names of units and categories, never by their codes', async () => {
  promise('P3.3')
  const number = await reported()
  const block = /id="decided"[\s\S]*?<\/section>/
  for (const [path, who] of [
    [`/reports/${number}`, city.anybody],
    [`/reports/desk/${number}`, front],
  ] as const) {
    const said = block.exec((await who.opens(path)).text)?.[0] ?? ''
    assert.match(said, /Street lighting[\s\S]*Street lamp does not work/, path)
    assert.doesNotMatch(said, /lamp-out|“lighting”/, path)
  }
})

test('where two machines decided about one report, more is said of each', async () => {
  const text = 'The street lamp on the corner stays dark and flickers'
  const open = { category: 'unsorted', text, address: 'Calle del Faro 9', district: 'puerto-viejo' }
  const { number } = await city.anybody.does(can.report, open)
  for (const [path, who] of [
    [`/reports/${number}`, city.anybody],
    [`/reports/desk/${number}`, front],
  ] as const) {
    const page = (await who.opens(path)).text
    assert.equal(page.match(/href="\/algorithms\/taken\/[^"]+"/g)?.length, 2, path)
    assert.match(page, /Explain more: What a report is about/, path)
    assert.match(page, /Explain more: Which unit answers a report/, path)
  }
})

test('whoever writes the unit of a report by hand is refused by the database', async () => {
  const [number, other] = [await reported(), await reported()]
  const theirs = String((await row(other))['decision'])
  const refused = /no registered decision and nobody gave it|violates/
  await assert.rejects(byHand(`unit = 'streets'`, number), refused)
  await assert.rejects(byHand(`unit_decision = '${theirs}'`, number), refused)
  await assert.rejects(byHand(`unit = 'streets', unit_decision = '${theirs}'`, number), refused)
  await assert.rejects(byHand(`unit_decision = null`, number), refused)
  await assert.rejects(byHand(`unit_by = 'role:front-desk'`, number), refused)
  await front.does(can.assign, { number, version: 1, unit: 'streets' })
  await assert.rejects(byHand(`unit = 'lighting'`, number), refused)
  await assert.rejects(byHand(`unit_by = 'amina', unit_version = 9`, number), refused)
  await assert.rejects(
    city.city.db.script(`insert into reports.report (number, category, state, salt, public_point,
      public_text, language, opened_at, changed_at, due_on, reopen_days, unit) values
      (9001, 'lamp-out', 'received', 's', true, true, 'en', now(), now(), now(), 28, 'lighting')`),
    refused,
  )
  await byHand('unit = null', number)
  assert.deepEqual(await row(number), { unit: null, decision: null, by: null, version: null })
})

test('from the moment it is stopped, every report waits for a person, and no resident meets an error', async () => {
  promise('P3.2')
  const reason = 'Lamps went to the wrong unit.'
  const official = { by: 'role:front-desk', now: city.city.clock(), service: 'algorithms' }
  await city.city.db.transact((tx) => suspend(tx, { decision: 'reports.route', reason }, official))
  const number = await reported()
  assert.deepEqual(await row(number), { unit: null, decision: null, by: null, version: null })
  assert.equal((await city.anybody.opens(`/reports/${number}`)).status, 200)
  const stopped = await city.rows(sql`
    select d ->> 'cause' as cause, by, subject from record.outbox where t = 'algorithm.stopped'`)
  const by = 'decision:reports.route'
  assert.deepEqual(stopped, [{ cause: 'suspended', by, subject: '/algorithms/reports.route' }])
  const hand = city.city.db.script(`insert into decisions.taken
    (id, decision, version, hash, about, facts, outcome, because, at)
    select 'by-hand', name, version, hash, '/reports/${number}', '{}', 'lighting', '{}', now()
    from decisions.registered where name = 'reports.route'`)
  await assert.rejects(hand, /may not be taken now: suspended/)
  await front.does(can.assign, { number, version: 1, unit: 'lighting' })
  assert.equal((await row(number))['by'], 'role:front-desk')
})

test('the register counts of how many reports officials said that the machine was right, and of how many it was not', async () => {
  const text = 'The street lamp on the corner stays dark and flickers'
  const open = { category: 'unsorted', text, address: 'Calle del Faro 9', district: 'puerto-viejo' }
  const sorted = async () => (await city.anybody.does(can.report, open)).number
  const [right, wrong] = [await sorted(), await sorted()]
  await front.does(can.confirmCategory, { number: right, version: 1 })
  await front.does(can.correct, { number: wrong, version: 1, category: 'pothole' })
  // What no machine sorted is corrected as well, and is no mistake of one.
  await front.does(can.correct, { number: await reported(), version: 1, category: 'pothole' })
  const { said } = (await city.anybody.opens('/api/routing')).json<{ said: object }>()
  assert.deepEqual(said, { confirmed: 1, corrected: 1 })
  const register = await city.anybody.opens('/api/algorithms/reports.sort')
  assert.equal(register.json<{ numbers: { overrides: number } }>().numbers.overrides, 1)
})
