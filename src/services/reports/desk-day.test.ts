import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
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
const row = async (number: string) =>
  (await city.rows(sql`select * from reports.report where 'R-' || number = ${number}`))[0] ?? {}

test('several reports: what will happen is shown before, what came of it after, and twice is once', async () => {
  promise('P3.21')
  const [one, two, three] = [
    await reported({ email: 'eva@mail.example' }),
    await reported(),
    await reported(),
  ]
  await front.does(can.move, { number: two.number, version: 1, to: 'triage' })
  const reports = [`${one.number}@1`, `${two.number}@2`, `${three.number}@1`]
  const gathered = await front.posts('/reports/desk/together', { reports, act: 'move' })
  const page = String(gathered.headers['location'])
  assert.match(page, /^\/reports\/desk\/together\/[\w-]+$/)
  const said = { to: 'resolved', text: 'All lamps of the quay burn again' }
  assert.equal((await front.posts(`${page}/say`, said)).headers['location'], page)
  const shown = (await front.opens(page)).text
  assert.match(shown, /Will happen to 2 reports/)
  assert.match(shown, /Cannot happen to 1 report[^s]/)
  assert.match(shown, /cannot go from its present state/)
  assert.equal((await row(one.number))['state'], 'received')
  await front.does(can.move, { number: three.number, version: 1, to: 'scheduled' })
  for (const _ of ['first', 'second']) {
    assert.equal((await front.posts(`${page}/move`, { said: '1' })).headers['location'], page)
  }
  const result = (await front.opens(page)).text
  assert.match(result, /Done with 1 report, not with 2 reports/)
  assert.match(result, /Somebody changed this report while/)
  assert.deepEqual(
    [(await row(one.number))['state'], (await row(three.number))['state']],
    ['resolved', 'scheduled'],
  )
  const entries = await city.rows(sql`select by from record.outbox
    where t = 'reports.moved' and subject = ${`/reports/${one.number}`}`)
  assert.deepEqual(entries, [{ by: 'role:front-desk' }])
  await city.work()
  const letters = (await city.letters()).filter(({ to }) => to === 'eva@mail.example')
  assert.equal(letters.filter(({ text }) => /lamps of the quay/.test(text)).length, 1)
})

test('nobody confirms what was changed in another window, or what a colleague put together', async () => {
  const { number } = await reported()
  const { bundle } = await lights.does(can.gather, { reports: [`${number}@1`], act: 'assign' })
  await lights.does(can.sayTogether, { bundle, official: 'me' })
  await lights.does(can.sayTogether, { bundle, official: 'nobody' })
  await assert.rejects(
    lights.does(can.assignMany, { bundle, said: 1 }),
    refused('reports.bundle-changed'),
  )
  await assert.rejects(front.does(can.assignMany, { bundle, said: 2 }), refusedAs('not-found'))
  await assert.rejects(lights.does(can.moveMany, { bundle, said: 2 }), refusedAs('conflict'))
  assert.equal((await front.opens(`/reports/desk/together/${bundle}`)).status, 404)
  await lights.does(can.assignMany, { bundle, said: 2 })
  assert.equal((await row(number))['version'], 2)
})

test('several reports become duplicates of one, which keeps the earliest day; a note goes to each', async () => {
  const all = [await reported(), await reported(), await reported()]
  const [target, ...others] = all.map(({ number }) => number)
  const reports = others.map((number) => `${number}@1`)
  const merging = await front.does(can.gather, { reports, act: 'merge' })
  await assert.rejects(
    front.does(can.sayTogether, { ...merging, target: 'R-999999', text: '' }),
    refused('required', 'no-such-target'),
  )
  await front.does(can.sayTogether, { ...merging, target: target ?? '', text: 'One lamp' })
  assert.equal((await front.does(can.mergeMany, { ...merging, said: 1 })).done, 2)
  assert.equal((await row(target ?? ''))['version'], 3)
  for (const number of others) assert.equal((await row(number))['state'], 'duplicate')
  const noting = await front.does(can.gather, { reports, act: 'note' })
  await front.does(can.sayTogether, { ...noting, text: 'Ask the harbour' })
  assert.equal((await front.does(can.noteMany, { ...noting, said: 1 })).done, 2)
  assert.match((await front.opens(`/reports/desk/${others[0]}`)).text, /Ask the harbour/)
  assert.ok(!(await city.anybody.opens(`/reports/${others[0]}`)).text.includes('Ask the harbour'))
})

test('each report of a bundle stands or falls alone: one that was changed in the last moment is named, the others are done', async () => {
  const all = [(await reported()).number, (await reported()).number, (await reported()).number]
  const [, late = ''] = all
  const reports = all.map((number) => `${number}@1`)
  const { bundle } = await front.does(can.gather, { reports, act: 'move' })
  await front.does(can.sayTogether, { bundle, to: 'resolved', text: 'Repaired.' })
  // Somebody else is quicker between the plan and the deed: the row is not the one that was looked at.
  await city.city.db.script(`create function reports.quicker() returns trigger language plpgsql as
    $$ begin if new.number = ${late.slice(2)} then return null; end if; return new; end $$;
    create trigger quicker before update on reports.report for each row execute function reports.quicker()`)
  const came = await front.does(can.moveMany, { bundle, said: 1 })
  await city.city.db.script('drop trigger quicker on reports.report')
  assert.deepEqual(came, { bundle, done: 2, not: 1 })
  assert.deepEqual(await Promise.all(all.map(async (number) => (await row(number))['state'])), [
    'resolved',
    'received',
    'resolved',
  ])
  const traces = await city.rows(sql`select 'R-' || report as number from reports.event
    where kind = 'moved' and 'R-' || report = any(${all}::text[]) order by 1`)
  assert.deepEqual(
    traces.map(({ number }) => number),
    [all[0], all[2]].toSorted(),
  )
  const entries = await city.rows(sql`select d->>'number' as number from record.outbox
    where t = 'reports.moved' and d->>'number' = ${late}`)
  assert.deepEqual(entries, [], 'nothing of it stands on the record')
  const page = (await front.opens(`/reports/desk/together/${bundle}`)).text
  assert.match(page, new RegExp(`${late}[^]*changed this report while you were looking`))
  assert.deepEqual(await front.does(can.moveMany, { bundle, said: 1 }), came, 'and none twice')
  await front.does(can.move, { number: late, version: 1, to: 'resolved', text: 'Repaired too.' })
})

test('nobody gathers reports of another unit, nor more than a hundred', async () => {
  const other = await reported({ category: 'beach', answers: { danger: 'no' } })
  const gather = (reports: string[]) => lights.does(can.gather, { reports, act: 'note' })
  await assert.rejects(gather([`${other.number}@1`]), refused('not-your-unit'))
  const many = Array.from({ length: 101 }, (_, index) => `R-${index + 1}@1`)
  await assert.rejects(gather(many), refusedAs('invalid'))
})

test('prepared words are offered in the language of the report, filled safely, and nothing typed is lost', async () => {
  const { number } = await reported({ address: 'Calle {due} 3' })
  const words = { title: 'We come', language: 'en', category: 'lamp-out' }
  const bad = { ...words, text: 'Dear {name}, call 600 123 456' }
  await assert.rejects(front.does(can.writeTemplate, bad), refused('unknown-placeholder'))
  const ours = { ...words, text: '{category} ({number}, {place}): we come by {due}. {unit}' }
  const { template } = await front.does(can.writeTemplate, ours)
  const put = { act: 'answer', template, text: 'Good morning.' }
  const form = (fields: Record<string, string>) =>
    front.posts(`/reports/desk/${number}/put-template`, fields)
  assert.equal((await form(put)).status, 404)
  await front.does(can.publishTemplate, { template, version: 1 })
  const done = await form(put)
  assert.equal(done.headers['location'], `/reports/desk/${number}?begun=answer#do`)
  const page = (await front.opens(`/reports/desk/${number}?begun=answer`)).text
  const text = /name="text"[^>]*>(Good morning[^<]*)</.exec(page)?.[1] ?? ''
  assert.match(
    text,
    /^Good morning\.\n\nStreet lamp[^(]*\(R-\d+, Calle \{due\} 3\): we come by .*March.* 2026\. Street lighting$/,
  )
  const nothing = await form({ ...put, template: '', text: 'Only mine' })
  assert.match(nothing.text, /Only mine<\/textarea>/)
  await front.does(can.answer, { number, version: 1, text })
  const [used] = await city.rows(sql`select used from reports.template`)
  assert.deepEqual(used, { used: 1 })
  assert.deepEqual(await city.rows(sql`select 1 from reports.begun`), [])
  await front.does(can.withdrawTemplate, { template })
  assert.equal((await form(put)).status, 404)
})

test('words of one unit are prepared by its own, and the version that was read is the one that is offered', async () => {
  const lead = await city.official('dora', 'unit-lead', 'lighting')
  const words = { title: 'Bulbs', language: 'es', text: 'Faltan bombillas' }
  await assert.rejects(lead.does(can.writeTemplate, words), refused('needs-unit'))
  await assert.rejects(
    lead.does(can.writeTemplate, { ...words, unit: 'water' }),
    refused('not-your-unit'),
  )
  await assert.rejects(lights.does(can.writeTemplate, words), refusedAs('forbidden'))
  const own = { ...words, unit: 'lighting' }
  const { template } = await lead.does(can.writeTemplate, own)
  await lead.does(can.writeTemplate, { ...own, template, text: 'No hay bombillas' })
  await assert.rejects(
    lead.does(can.publishTemplate, { template, version: 1 }),
    refused('reports.template-changed'),
  )
  await lead.does(can.publishTemplate, { template, version: 2 })
  const published = await city.rows(sql`
    select d->>'version' as version, by from record.outbox where t = 'reports.template-published'
    order by id desc limit 1`)
  assert.deepEqual(published, [{ version: '2', by: 'role:unit-lead' }])
  const shown = (await lights.opens(`/reports/desk/templates/${template}`)).text
  assert.match(shown, /No hay bombillas/)
  assert.doesNotMatch(shown, /Take it from the desk/)
})

test('a bundle fills prepared words for each report, and counts each', async () => {
  const { template } = await front.does(can.writeTemplate, {
    title: 'Done',
    language: 'en',
    text: 'Report {number} is settled.',
  })
  await front.does(can.publishTemplate, { template, version: 1 })
  const all = [(await reported()).number, (await reported()).number]
  const reports = all.map((number) => `${number}@1`)
  const { bundle } = await front.does(can.gather, { reports, act: 'answer' })
  await front.does(can.putTogether, { bundle, template, text: 'Hello.' })
  await assert.rejects(front.does(can.answerMany, { bundle, said: 0 }), refusedAs('conflict'))
  await front.does(can.sayTogether, { bundle, text: 'Hello.\n\nReport {number} is settled.' })
  await front.does(can.answerMany, { bundle, said: 1 })
  for (const number of all) {
    const shown = (await city.anybody.opens(`/reports/${number}`)).text
    assert.match(shown, new RegExp(`Report ${number} is settled`))
  }
  const [used] = await city.rows(sql`select used from reports.template where id = ${template}`)
  assert.deepEqual(used, { used: 2 })
})

test('before personal data in an answer are public the official sees them and decides', async () => {
  promise('P2.39')
  const { number } = await reported()
  const text = 'Please call Mrs. Ibarra, +34 600 123 456'
  const asked = await front.posts(`/reports/desk/${number}/answer`, { version: '1', text })
  assert.equal(asked.status, 422)
  assert.match(asked.text, /This looks like personal data/)
  assert.match(asked.text, /\+34 600 123 456<\/textarea>/)
  assert.equal((await row(number))['version'], 1)
  const chosen = { version: '1', text, personal: 'mask' }
  assert.equal((await front.posts(`/reports/desk/${number}/answer`, chosen)).status, 303)
  assert.doesNotMatch((await city.anybody.opens(`/reports/${number}`)).text, /600 123 456/)
  const split = { number, version: 2, category: 'pothole', text }
  await assert.rejects(front.does(can.split, split), refused('reports.personal-in-words'))
  await front.does(can.answer, { number, version: 2, text: 'Call 600 123 456', personal: 'leave' })
  assert.match((await city.anybody.opens(`/reports/${number}`)).text, /600 123 456/)
  await front.does(can.ask, { number, version: 3, text: 'Is +34 600 123 456 your number?' })
})

test('what was done together is forgotten after a week; what happened to the reports is not', async () => {
  const before = await city.rows(sql`select id from reports.bundle`)
  assert.ok(before.length > 0)
  city.later(8 * 86_400_000)
  await city.work()
  assert.deepEqual(await city.rows(sql`select id from reports.bundle`), [])
  assert.ok((await city.rows(sql`select 1 from reports.event where kind = 'noted'`)).length > 0)
})
