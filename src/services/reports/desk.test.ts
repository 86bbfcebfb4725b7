import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import type { Refusal } from '#core/kernel'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import * as can from './actions/index.ts'
import { lamp, refused, refusedAs } from './trial.ts'

let city: TestCity
let front: Somebody
let lights: Somebody
before(async () => {
  city = await openCity()
  front = await city.official('bruno', 'front-desk')
  lights = await city.official('carla', 'caseworker', 'lighting')
})
after(() => city.close())

const reported = (more: object = {}) => city.anybody.does(can.report, { ...lamp, ...more })
const kinds = async (number: string) =>
  (
    await city.rows(sql`
      select t as kind, by from record.outbox where subject = ${`/reports/${number}`} order by id`)
  ).map((row) => `${row['kind']} ${row['by']}`)
const row = async (number: string) =>
  (await city.rows(sql`select * from reports.report where 'R-' || number = ${number}`))[0] ?? {}
test('an official closes a report with public words, which also go to the reporter', async () => {
  const { number } = await reported({ email: 'amina@mail.example' })
  await assert.rejects(
    lights.does(can.move, { number, version: 1, to: 'resolved' }),
    refused('text-needed'),
  )
  const done = await lights.does(can.move, {
    number,
    version: 1,
    to: 'resolved',
    text: 'New bulb.',
  })
  assert.deepEqual(done, { number, state: 'resolved', version: 2 })
  assert.deepEqual(await kinds(number), [
    'reports.received anonymous',
    'reports.moved role:caseworker',
  ])
  await city.work()
  const letters = await city.letters()
  assert.ok(letters.some(({ text, to }) => /New bulb/.test(text) && to === 'amina@mail.example'))
})

test('whoever looked at an older version is shown both, and changes nothing', async () => {
  const { number } = await reported()
  await front.does(can.move, { number, version: 1, to: 'scheduled' })
  await assert.rejects(
    lights.does(can.move, { number, version: 1, to: 'in_progress' }),
    (failure: Refusal) => {
      assert.equal(failure.kind, 'conflict')
      const { yours, theirs } = failure.detail as Record<string, Record<string, unknown>>
      assert.deepEqual([yours?.['to'], theirs?.['state']], ['in_progress', 'scheduled'])
      return true
    },
  )
  assert.equal((await row(number))['state'], 'scheduled')
})

test('an official of one unit leaves the reports of others alone; a resident leaves all', async () => {
  const { number } = await reported({ category: 'beach', answers: { danger: 'no' } })
  const step = { number, version: 1, to: 'assigned' } as const
  await assert.rejects(lights.does(can.move, step), refused('not-your-unit'))
  const eva = await city.resident('eva')
  await assert.rejects(eva.does(can.move, step), refusedAs('forbidden'))
  await assert.rejects(city.anybody.does(can.move, step), refusedAs('sign-in'))
  assert.deepEqual([(await row(number))['version'], (await kinds(number)).length], [1, 1])
})

test('a report is assigned, noted and answered; the note stays inside', async () => {
  const { number } = await reported()
  await front.does(can.assign, { number, version: 1, unit: 'streets', official: 'me' })
  await assert.rejects(lights.does(can.note, { number, text: 'x' }), refused('not-your-unit'))
  await front.does(can.note, { number, text: 'The zither player next door knows more' })
  await front.does(can.answer, { number, version: 2, text: 'We come on Monday.' })
  const { unit, version, assigned_to: assigned } = await row(number)
  assert.deepEqual([unit, version, typeof assigned], ['streets', 3, 'string'])
  assert.deepEqual(await kinds(number), [
    'reports.received anonymous',
    'reports.assigned role:front-desk',
    'reports.answered role:front-desk',
  ])
  const shown = await city.anybody.opens(`/api/reports/${number}`)
  assert.ok(!shown.text.includes('zither'))
})

test('another category brings another unit, by decision, and drops the answers', async () => {
  const { number } = await reported()
  const change = { number, version: 1, category: 'noise' }
  await front.does(can.correct, change)
  const { unit, answers, public_text: isPublic } = await row(number)
  assert.deepEqual([unit, answers, isPublic], ['order', {}, false])
  assert.deepEqual((await kinds(number)).slice(1), [
    'reports.corrected role:front-desk',
    'reports.assigned role:front-desk',
    'reports.due-moved role:front-desk',
  ])
  await assert.rejects(
    front.does(can.correct, { ...change, version: 2 }),
    refused('nothing-corrected'),
  )
  const taken = await city.rows(sql`
    select outcome from decisions.taken where about = ${`/reports/${number}`} order by at, id`)
  assert.deepEqual(taken.map(({ outcome }) => outcome).toSorted(), ['lighting', 'order'])
})

test('a place is corrected inside the city only', async () => {
  const { number } = await reported()
  const place = { number, version: 1, lon: 12.5, lat: 36.95 }
  await assert.rejects(front.does(can.correct, { ...place, lat: 37.5 }), refused('outside-city'))
  await front.does(can.correct, place)
  assert.equal((await row(number))['district'], 'molinos')
})

test('category and place are corrected in one act: one decision, one change, one letter, two entries', async () => {
  promise('P4.8')
  const { number } = await reported({ email: 'vera@mail.example' })
  const act = { number, version: 1, category: 'noise', lon: 12.5, lat: 36.95 }
  assert.deepEqual(await front.does(can.correct, act), { number, state: 'received', version: 2 })
  const { unit, district, category, version } = await row(number)
  assert.deepEqual([unit, district, category, version], ['order', 'molinos', 'noise', 2])
  assert.deepEqual((await kinds(number)).slice(1), [
    'reports.corrected role:front-desk',
    'reports.corrected role:front-desk',
    'reports.assigned role:front-desk',
    'reports.due-moved role:front-desk',
  ])
  const routed = await city.rows(sql`select 1 as n from decisions.taken
    where about = ${`/reports/${number}`} and decision = 'reports.route'`)
  assert.equal(routed.length, 2, 'once when it came in, once for both')
  await city.work()
  const letters = (await city.letters()).filter(
    ({ text, to }) => to === 'vera@mail.example' && /corrected/.test(text),
  )
  assert.equal(letters.length, 1)
  const due = (await row(number))['due_on']
  assert.match(String(letters[0]?.text), /category and the place .* were corrected.*Noise/s)
  assert.match(String(letters[0]?.text), new RegExp(String(new Date(String(due)).getUTCDate())))
  const proofs = (await city.anybody.opens(`/reports/${number}`)).text
  const links = [...proofs.matchAll(/href="\/record\/([0-9a-f-]{36})#proof"/g)].map(([, id]) => id)
  assert.equal(new Set(links).size, 4, 'each correction leads to its own entry')
})

test('the one form sends the old place along, and only what is another one is corrected', async () => {
  const { number } = await reported()
  const { address, lon, lat, district } = await row(number)
  const form = { number, version: '1', category: 'pothole', address, lon, lat, district }
  const page = await front.opens(`/reports/desk/${number}`)
  assert.equal(page.text.match(/action="\/reports\/desk\/R-\d+\/correct"/g)?.length, 1)
  const filled = Object.entries(form).filter(([, value]) => value !== null)
  const sent = Object.fromEntries(filled.map(([name, value]) => [name, String(value)]))
  assert.equal((await front.posts(`/reports/desk/${number}/correct`, sent)).status, 303)
  const said = await city.rows(
    sql`select kind from reports.event where 'R-' || report = ${number} and kind in ('recategorised', 'relocated')`,
  )
  assert.deepEqual(said, [{ kind: 'recategorised' }])
  const again = await front.posts(`/reports/desk/${number}/correct`, { ...sent, version: '2' })
  assert.equal(again.status, 422)
  assert.match(again.text, /has this category and this place already/)
})

test('two reports of one lamp become one; the earlier promise holds; it can be undone', async () => {
  const [first, second, third] = [await reported(), await reported(), await reported()]
  const text = 'The same lamp.'
  const merge = (number: string, target: string, version = 1) =>
    front.does(can.merge, { number, version, target, text })
  await merge(second.number, first.number.toLowerCase())
  await assert.rejects(merge(third.number, second.number), refused('target-is-duplicate'))
  await assert.rejects(merge(first.number, third.number, 2), refused('others-follow-it'))
  await assert.rejects(merge(third.number, third.number), refused('same-report'))
  await assert.rejects(merge(third.number, 'R-777777'), refused('no-such-target'))
  assert.equal((await row(second.number))['state'], 'duplicate')
  const undo = { number: second.number, version: 2, to: 'reopened', text: 'Two lamps.' } as const
  await front.does(can.move, undo)
  assert.deepEqual((await row(second.number))['duplicate_of'], null)
})

test('contact data are unmasked for a reason; the reporter reads it, the record knows it happened', async () => {
  promise('P2.3')
  const lead = await city.official('dora', 'unit-lead', 'lighting')
  const nobody = await reported()
  const { number, code } = await reported({ email: 'teo@mail.example', phone: '+34 600 100 200' })
  const reason = 'The cellar door is locked, we need to call'
  const ask = { number, reason }
  await assert.rejects(lights.does(can.unmask, ask), refusedAs('forbidden'))
  await assert.rejects(
    lead.does(can.unmask, { ...ask, number: nobody.number }),
    refused('no-contact-left'),
  )
  const { until } = await lead.does(can.unmask, ask)
  assert.equal(until, '2026-03-02T09:15:00.000Z')
  assert.deepEqual((await kinds(number)).slice(1), ['reports.unmasked role:unit-lead'])
  const [told] = await city.rows(sql`
    select audience, text from reports.event where kind = 'unmasked' and 'R-' || report = ${number}`)
  assert.deepEqual(told, { audience: 'reporter', text: reason })
  assert.ok(code)
})

test('a moderator takes a text, an entry, a whole report out of sight and shows it again', async () => {
  const moderator = await city.official('gil', 'moderator')
  const { number } = await reported({ text: 'My neighbour Zoltan did it' })
  const hide = { number, version: 1, what: 'text', reason: 'personal-data' } as const
  await moderator.does(can.hide, hide)
  const page = () => city.anybody.opens(`/api/reports/${number}`)
  assert.ok(!(await page()).text.includes('Zoltan'))
  const whole = { ...hide, version: 2, what: 'report', reason: 'insult' } as const
  await moderator.does(can.hide, whole)
  assert.equal((await page()).status, 404)
  await moderator.does(can.show, { number, version: 3, what: 'report' })
  await moderator.does(can.show, { number, version: 4, what: 'text' })
  const { state, text_hidden: hidden } = await row(number)
  assert.deepEqual([state, hidden], ['received', null])
  assert.deepEqual((await kinds(number)).slice(1), [
    'reports.hidden role:moderator',
    'reports.hidden role:moderator',
    'reports.shown role:moderator',
    'reports.shown role:moderator',
  ])
  await assert.rejects(
    moderator.does(can.hide, { ...hide, version: 5, what: 'photo', which: 'none' }),
    refused('reports.no-such-part'),
  )
})
