import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import * as can from './actions/index.ts'
import { lamp, refused } from './trial.ts'

const DAY = 86_400_000
const text = 'The same lamp.'
let city: TestCity
let desk: Somebody
before(async () => {
  city = await openCity()
  desk = await city.official('bruno', 'unit-lead')
})
after(() => city.close())

const reported = (more: object = {}) => city.anybody.does(can.report, { ...lamp, ...more })
const row = async (number: string) =>
  (
    await city.rows(sql`select state, due_on as due, promised_for as promised, due_alone as alone,
      version, me_toos as joined from reports.report where 'R-' || number = ${number}`)
  )[0] ?? {}
const kindsOf = async (number: string, kind: string) =>
  city.rows(
    sql`select d as body from record.outbox where t = ${kind} and subject = ${`/reports/${number}`}`,
  )

/** Somebody reports step by step up to their own words; gives where the city leads them next. */
async function describes(category: string, words: string, place: Record<string, string>) {
  const goesOn = async (path: string, fields: Record<string, string>) => {
    const answer = await city.anybody.posts(path, fields)
    assert.equal(answer.status, 303, `${path}: ${answer.text.slice(0, 600)}`)
    return String(answer.headers['location'])
  }
  const draft = (await goesOn('/reports/new/begin', { category })).replace('/what', '')
  if (category === 'lamp-out') await goesOn(`${draft}/questions/tell`, { 'answers[fault]': 'dark' })
  await goesOn(`${draft}/where/locate`, place)
  return { draft, goesOn, next: await goesOn(`${draft}/details/describe`, { text: words }) }
}
const close = { lat: '36.93003', lon: '12.45002' }

test('who is about to report the same lamp sees it in full, and joins it with words for the desk alone', async () => {
  promise('P4.4')
  const { number } = await reported({ email: 'amina@mail.example' })
  const words = 'The lamps at the corner by Mrs Ortega are dark'
  const { draft, goesOn, next: seen } = await describes('lamp-out', words, close)
  assert.equal(seen, `${draft}/seen`)
  const next = await goesOn(`${seen}/mask`, {})
  assert.equal(next, `${draft}/same`)
  const shown = (await city.anybody.opens(next)).text
  assert.match(shown, /Is it one of these\?/)
  assert.match(shown, /Two lamps at the corner stay dark/)
  assert.equal(await goesOn(`${next}/say`, { as: number }), `${draft}/photos`)
  await goesOn(`${draft}/contact/leave-contact`, { email: 'teo@mail.example' })
  assert.match(
    (await city.anybody.opens(`${draft}/check`)).text,
    new RegExp(`You join report ${number}`),
  )
  const mine = await goesOn(`${draft}/check/submit`, {})
  assert.match(mine, /^\/reports\/following\//)
  for (const path of [`/reports/${number}`, mine]) {
    assert.doesNotMatch((await city.anybody.opens(path)).text, /Ortega/, path)
  }
  const atDesk = await desk.opens(`/reports/desk/${number}`)
  assert.match(atDesk.text, /The lamps at the corner by .*••• are dark/)
  assert.doesNotMatch(atDesk.text, /Ortega/)
  await desk.does(can.readWords, { number, reason: 'To ask by whose house it is' })
  const whole = (await desk.opens(`/reports/desk/${number}/words`)).text
  assert.match(whole, /From somebody who joined[\s\S]*by Mrs Ortega are dark/)
  assert.deepEqual([(await row(number))['joined']], [1])
  const { version } = (await row(number)) as { version: number }
  await desk.does(can.answer, { number, version, text: 'We come on Monday.' })
  await city.work()
  const letters = (await city.letters()).filter((it) => it.text.includes('We come on Monday'))
  assert.deepEqual(letters.map(({ to }) => to).toSorted(), [
    'amina@mail.example',
    'teo@mail.example',
  ])
  const code = mine.split('/').at(-1) ?? ''
  const found = await city.anybody.opens(`/reports/follow?number=${number}&code=${code}`)
  assert.equal(found.headers['location'], mine)
  assert.equal((await kindsOf(number, 'reports.followed')).length, 1)
})

test('nobody is kept from reporting: none of these leads on, and what is far or of another kind is not asked', async () => {
  promise('P4.4')
  const { draft, goesOn, next } = await describes('lamp-out', 'Two dark lamps at the corner', close)
  assert.equal(await goesOn(`${next}/say`, {}), `${draft}/photos`)
  assert.match(await goesOn(`${draft}/check/submit`, {}), /^\/reports\/mine\/\w+\/sent$/)
  const unknown = await city.anybody.posts(`${next}/say`, { as: 'R-1' })
  assert.equal(unknown.status, 404)
  const far = { lat: '36.9305', lon: '12.45' }
  for (const [category, place] of [
    ['lamp-out', far],
    ['fountain', close],
  ] as const) {
    const other = await describes(category, 'Two lamps at the corner stay dark', place)
    assert.match(other.next, /photos$/, category)
  }
})

test('a report of a private kind never comes up, and neither does what a moderator hid', async () => {
  const said = 'Loud music from the bar every night'
  const answers = { source: 'bar', when: ['night'] }
  await reported({ category: 'noise', answers, text: said })
  assert.match((await describes('noise', said, close)).next, /photos$/)
  const tree = { category: 'tree', text: 'My neighbour cut the old tree' }
  const { number } = await reported({ ...tree, answers: { danger: 'no' } })
  assert.match((await describes('tree', tree.text, close)).next, /same$/)
  const moderator = await city.official('nora', 'moderator')
  await moderator.does(can.hide, { number, version: 1, what: 'text', reason: 'insult' })
  assert.match((await describes('tree', tree.text, close)).next, /photos$/)
})

test('without a map the words of the address find the same problem', async () => {
  const address = 'Plaza del Pozo 7'
  const fountain = { category: 'fountain', answers: {}, lon: undefined, lat: undefined }
  await reported({ ...fountain, address, text: 'The fountain is dry' })
  const there = await describes('fountain', 'No water in the fountain', {
    address: 'plaza del pozo 7',
  })
  assert.match(there.next, /same$/)
  const elsewhere = await describes('fountain', 'No water in the fountain', {
    address: 'Plaza del Pozo 8',
  })
  assert.match(elsewhere.next, /photos$/)
})

test('merging keeps the earliest target and everybody who follows; taking apart gives both back', async () => {
  const early = await reported({ email: 'lena@mail.example', lon: 12.46 })
  city.later(2 * DAY)
  desk = await city.official('carla', 'unit-lead')
  const late = await reported({ lon: 12.4601 })
  const alike = await desk.opens(`/reports/desk/${late.number}/alike`)
  assert.match(alike.text, new RegExp(`Mark ${late.number} as the same problem as ${early.number}`))
  const own = (await row(late.number))['due']
  const { due: earlier } = await row(early.number)
  await desk.does(can.merge, { number: early.number, version: 1, target: late.number, text })
  assert.deepEqual(await row(late.number), {
    state: 'received',
    due: earlier,
    promised: own,
    alone: own,
    version: 2,
    joined: 0,
  })
  await desk.does(can.answer, { number: late.number, version: 2, text: 'A new bulb is ordered.' })
  await desk.does(can.unmerge, { number: early.number, version: 2, text: 'Two lamps after all.' })
  const { due, alone } = await row(late.number)
  assert.deepEqual([due, alone], [own, null])
  assert.equal((await row(early.number))['state'], 'reopened')
  const { version } = (await row(late.number)) as { version: number }
  await desk.does(can.answer, { number: late.number, version, text: 'Only for one of them.' })
  await city.work()
  const said = (await city.letters()).filter(({ to }) => to === 'lena@mail.example')
  assert.ok(said.some((it) => it.text.includes('A new bulb is ordered')))
  assert.ok(!said.some((it) => it.text.includes('Only for one of them')))
  const moved = await kindsOf(late.number, 'reports.due-moved')
  assert.deepEqual(
    moved.map(({ body }) => (body as { because: string }).because),
    ['merged', 'parted'],
  )
  await assert.rejects(
    desk.does(can.unmerge, { number: early.number, version: 3, text }),
    refused('not-a-duplicate'),
  )
})

test('the clock stands while the city waits; the first promise stays and each change is told', async () => {
  promise('P4.5')
  const { number, code } = await reported({ lon: 12.47 })
  const { due } = await row(number)
  await desk.does(can.ask, { number, version: 1, text: 'Which of the lamps?' })
  city.later(3 * DAY)
  await city.anybody.does(can.reply, { code, text: 'The left one' })
  const after = await row(number)
  assert.equal(after['promised'], due)
  assert.equal(Date.parse(String(after['due'])) - Date.parse(String(due)), 3 * DAY)
  const page = (await city.anybody.opens(`/reports/${number}`)).text
  assert.match(page, /Promised on the first day/)
  assert.match(page, /the city waited for the reporter/)
  const [entry] = await kindsOf(number, 'reports.due-moved')
  assert.deepEqual(entry?.['body'], { number, from: due, to: after['due'], because: 'paused' })
})
