/** Somebody says that the machine was wrong: with a code, signed in, on paper; and a person answers. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import type { Refusal } from '#core/kernel'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { unzipped } from '#test/unzipped'
import { promise } from '#test/promise'
import { askAgain, erase, withdraw } from './actions/own.ts'
import { begin, decide, extend, remedy } from './actions/review.ts'
import { enter, submit } from './actions/submit.ts'
import { forgetPerson } from './store/change.ts'
import { answer, contestAt, entriesOf, grounds, morningOf, no, said, why, wrong } from './trial.ts'

let city: TestCity
let amina: Somebody
let clerk: Somebody
let lead: Somebody
let reviewer: Somebody
before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
  clerk = await city.official('ines', 'front-desk')
  lead = await city.official('leila', 'unit-lead')
  reviewer = await city.official('noor', 'contest-reviewer')
})
after(() => city?.close())

const reported = (who: Somebody = city.anybody) => who.does(can('report'), lamp)

const at = (number: string) => contestAt(city, number)
const stateOf = async (number: string) => {
  const id = Number(number.slice(2))
  const [row] = await city.rows(sql`select state from contests.contest where id = ${id}`)
  return row?.['state']
}
const morning = () => morningOf(city)
const entries = (kind: string) => entriesOf(city, kind)

test('the page of a report says what a machine decided and why, to anybody, to its reporter and at the desk', async () => {
  const { number, code } = await reported()
  const pages = [
    await city.anybody.opens(`/reports/${number}`),
    await city.anybody.opens(`/reports/mine/${code}`),
    await lead.opens(`/reports/desk/${number}`),
  ]
  for (const page of pages) {
    assert.equal(page.status, 200)
    assert.match(page.text, /Decided by a machine/)
    assert.match(page.text, /Street lighting/)
    assert.match(page.text, /href="\/algorithms\/reports\.route"/)
    assert.match(page.text, /href="\/algorithms\/taken\//)
  }
  const [anybody, own] = pages
  for (const kind of ['category', 'decision', 'person']) {
    assert.match(own?.text ?? '', new RegExp(`/contests/new/${code}\\?kind=${kind}`))
    assert.match(
      anybody?.text ?? '',
      new RegExp(`/contests/begin\\?number=${number}.*kind=${kind}`),
    )
  }
  const arabic = await city.anybody.opens(`/reports/mine/${code}`, { cookie: 'language=ar' })
  assert.match(arabic.text, /قرار اتخذته آلة/)
})

test('with the secret code alone a decision is contested, upheld, corrected and kept as a label', async () => {
  promise('P3.13')
  const { number: report, code } = await reported()
  const form = await city.anybody.opens(`/contests/new/${code}?kind=category`)
  assert.equal(form.status, 200)
  const { number, code: own } = await city.anybody.does(submit, { report: code, ...wrong })
  assert.equal(await stateOf(number), 'acknowledged')
  const slip = await city.anybody.opens(`/contests/mine/${own}`)
  assert.match(slip.text, /hole in the street/)
  const again = city.anybody.does(submit, { report: code, ...wrong })
  await assert.rejects(again, why('already-contested'))
  assert.match(slip.text, /March 16, 2026|16 Mar 2026|Mar 16, 2026/, 'ten working days')
  await reviewer.does(begin, await at(number))
  await reviewer.does(decide, { ...(await at(number)), ...said, answer })
  await assert.rejects(reviewer.does(remedy, await at(number)), why('not-corrected'))
  await reviewer.does(can('correct'), { number: report, version: 1, category: 'pothole' })
  await reviewer.does(remedy, await at(number))
  const labels = await city.rows(
    sql`select before, after, language from contests.label where report = ${report}`,
  )
  assert.deepEqual(labels, [{ before: 'lamp-out', after: 'pothole', language: 'en' }])
  const register = await city.anybody.opens('/api/algorithms/reports.route')
  const counted = register.json<{ numbers: Record<string, unknown> }>().numbers
  assert.deepEqual([counted['contests'], counted['overrides']], [1, 1], 'the register counts both')
  const api = (await city.anybody.opens(`/api/contests/mine/${own}`)).text
  assert.match(api, /streets unit takes it over/)
  assert.doesNotMatch(api, /badge|[rR]eviewer":/, 'officials answer in a role')
  const told = await city.anybody.opens(`/contests/mine/${own}`)
  assert.match(told.text, /streets unit takes it over/)
  assert.match(told.text, /Reviewer of contests/, 'the role is named, and nobody')
  const [decided] = (await entries('contests.decided')).slice(-1)
  assert.deepEqual(decided, {
    ...{ number, algorithm: 'reports.route', outcome: 'upheld', changed: 'category' },
    ...{ similar: 're-examined', inTime: true },
  })
  const all = JSON.stringify(
    await city.rows(sql`select d from record.outbox where t like 'contests.%'`),
  )
  assert.ok(!all.includes(report) && !all.includes('hole'), 'no report and no word on the record')
})

test('a category that the city does not have is not asked for, also by a program', async () => {
  const { code } = await reported()
  const asked = { ...wrong, report: code, wanted: 'flying-carpet' }
  await assert.rejects(city.anybody.does(submit, asked), why('no-such-category'))
  await assert.rejects(
    city.anybody.does(submit, { ...asked, report: 'no-code-of-anybody' }),
    why('reports.no-such-report'),
  )
})

test('a clerk enters what came on paper, and whoever acted on the report does not review it', async () => {
  promise('P3.14')
  const { number: report, code: followUp } = await reported()
  const first = await city.anybody.does(submit, { report: followUp, ...wrong })
  await lead.does(can('note'), { number: report, version: 1, text: 'We know this corner.' })
  const paper = { report, language: 'es', ...wrong }
  await assert.rejects(amina.does(enter, paper), (failure: Refusal) => failure.kind === 'forbidden')
  const { number, code } = await clerk.does(enter, paper)
  const rows = await city.rows(
    sql`select channel, language from contests.contest where report = ${report} order by id`,
  )
  const [online, counter] = [
    { channel: 'online', language: 'en' },
    { channel: 'paper', language: 'es' },
  ]
  assert.deepEqual(rows, [online, counter], 'nobody is turned away for what somebody else wrote')
  await assert.rejects(clerk.does(enter, paper), why('already-contested'))
  await city.anybody.does(withdraw, { code: first.code })
  assert.equal((await city.anybody.opens(`/contests/mine/${code}`)).status, 200)
  await assert.rejects(lead.does(begin, await at(number)), why('decided-before'))
  assert.match((await lead.opens(`/contests/desk/${number}`)).text, /acted on this report before/)
  await city.anybody.does(withdraw, { code })
  assert.equal(await stateOf(number), 'withdrawn')
})

test('a rejection is looked at once more by another person, whose word is the last and names the way out', async () => {
  promise('P3.14')
  const { number: report } = await reported()
  const asked = { report, kind: 'decision', grounds } as const
  await assert.rejects(city.anybody.does(submit, asked), why('sign-in-or-code'))
  const { number } = await amina.does(submit, asked)
  await reviewer.does(begin, await at(number))
  await reviewer.does(decide, { ...(await at(number)), ...no, answer: 'The lamp is dark as well.' })
  await amina.does(askAgain, { code: number })
  await assert.rejects(reviewer.does(begin, await at(number)), why('reviewed-before'))
  await lead.does(begin, await at(number))
  const last = { ...no, outcome: 'final', answer: 'We looked once more, and it stays.' } as const
  await lead.does(decide, { ...(await at(number)), ...last })
  const told = await amina.opens(`/contests/mine/${number}`)
  assert.match(told.text, /supervisory authority/)
  assert.match(told.text, /The lamp is dark as well/, 'the first answer stays readable')
  const other = await city.resident('eva')
  assert.equal((await other.opens(`/contests/mine/${number}`)).status, 404)
  await city.work()
  assert.match((await amina.opens('/messages')).text, new RegExp(number))
})

test('what somebody contested is in their archive, and they erase the words when it is over', async () => {
  const { number: report } = await reported()
  const { number } = await amina.does(submit, { report, ...wrong })
  await assert.rejects(amina.does(erase, { code: number }), why('not-over'))
  const headers = { cookie: amina.cookie }
  const archive = async () => {
    const got = await city.city.web.inject({ method: 'GET', url: '/folder/take/archive', headers })
    return unzipped(got.rawPayload).get('contests.json') ?? ''
  }
  assert.match(await archive(), /hole in the street/)
  await amina.does(withdraw, { code: number })
  await amina.does(erase, { code: number })
  const kept = JSON.parse(await archive()) as { number: string; grounds: string }[]
  assert.equal(kept.find((one) => one.number === number)?.grounds, '')
  const rows = await city.rows(sql`select grounds, ref is not null as known from contests.contest
    where report = ${report}`)
  assert.deepEqual(rows, [{ grounds: '', known: true }])
})

test('whoever closes their account leaves no words: of what is open they go the morning after its end', async () => {
  const eva = await city.resident('eva')
  const { number: report } = await reported()
  const { code } = await eva.does(submit, { report, ...wrong })
  const kept = () =>
    city.rows(sql`select grounds, ref from contests.contest where report = ${report}`)
  const [before] = await kept()
  await city.city.db.transact((tx) =>
    forgetPerson(tx, String(before?.['ref']), '2026-03-02T12:00:00.000Z'),
  )
  assert.deepEqual(await kept(), [{ grounds, ref: null }], 'it is still to be answered')
  await city.anybody.does(withdraw, { code })
  await morning()
  assert.deepEqual(await kept(), [{ grounds: '', ref: null }])
})

test('silence goes to the accountable officer, once, and stands in the public numbers', async () => {
  const { code } = await reported()
  const { number, code: own } = await city.anybody.does(submit, { report: code, ...wrong })
  await reviewer.does(begin, await at(number))
  await reviewer.does(extend, { ...(await at(number)), why: 'unit-asked' })
  const before = (await city.letters()).length
  city.today('2026-03-31T09:00:00.000Z')
  for (let n = 0; n < 2; n += 1) await morning()
  const late = (await entries('contests.escalated')).map((one) => one['number'])
  assert.deepEqual(
    late.filter((one) => one === number),
    [number],
    'once',
  )
  const letters = (await city.letters()).slice(0, (await city.letters()).length - before)
  const ours = letters.filter(({ subject }) => subject.includes(number))
  assert.deepEqual([ours.length, ours[0]?.to], [1, 'rights@luzarra.example'])
  assert.match((await city.anybody.opens(`/contests/mine/${own}`)).text, /The answer is late/)
  const counted = (await city.anybody.opens('/api/contests')).json<{
    counted: { algorithm: string; late: number; upheld: number }[]
  }>()
  assert.deepEqual(
    counted.counted.map(({ algorithm, late: n, upheld }) => [algorithm, n, upheld]),
    [['reports.route', 1, 1]],
  )
})

test('when much of one kind is upheld, an audit is a task at the desk and an entry of the record', async () => {
  assert.deepEqual(await entries('contests.audit-asked'), [])
  // A month has gone by, and whoever was signed in is no longer.
  reviewer = await city.official('nuria', 'contest-reviewer')
  for (let n = 0; n < 5; n += 1) {
    const { code } = await reported()
    const { number } = await city.anybody.does(submit, { report: code, ...wrong })
    await reviewer.does(begin, await at(number))
    await reviewer.does(decide, { ...(await at(number)), ...said, answer })
  }
  const asked = await entries('contests.audit-asked')
  assert.equal(asked.length, 1, 'one task, however many more are upheld')
  assert.equal(asked[0]?.['algorithm'], 'reports.route')
  assert.match((await reviewer.opens('/contests/desk')).text, /Audits that contests ask for/)
})
