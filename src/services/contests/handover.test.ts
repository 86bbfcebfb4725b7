/** What nobody may leave lying: a contest whose reviewer is gone, and one that was upheld and is not put right. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { askAgain } from './actions/own.ts'
import { begin, decide } from './actions/review.ts'
import { submit } from './actions/submit.ts'
import { takeOver } from './actions/take-over.ts'
import { answer, contestAt, entriesOf, grounds, morningOf, no, said, why, wrong } from './trial.ts'

let city: TestCity
let lead: Somebody
let reviewer: Somebody
before(async () => {
  city = await openCity()
  lead = await city.official('leila', 'unit-lead')
  reviewer = await city.official('noor', 'contest-reviewer')
})
after(() => city?.close())

const reported = () => city.anybody.does(can('report'), lamp)

const at = (number: string) => contestAt(city, number)
const morning = () => morningOf(city)
const entries = (kind: string) => entriesOf(city, kind)

test('a contest whose reviewer is gone is taken over, on the same clock, and the first ones do not look again', async () => {
  promise('P3.14')
  promise('P3.20')
  const { code } = await reported()
  const asked = { kind: 'decision', grounds } as const
  const { number, code: own } = await city.anybody.does(submit, { report: code, ...asked })
  const [absent, next] = [
    await city.official('abel', 'contest-reviewer'),
    await city.official('nadir', 'contest-reviewer'),
  ]
  await absent.does(begin, await at(number))
  const taking = async (who: Somebody) => {
    return who.does(takeOver, { ...(await at(number)), why: 'absent' })
  }
  await assert.rejects(taking(absent), why('yours-already'))
  assert.match((await next.opens(`/contests/desk/${number}`)).text, /Take it over/)
  const due = async () =>
    (await city.rows(sql`select due_on from contests.contest where id = ${number.slice(2)}`))[0]
  const before = await due()
  await taking(next)
  assert.deepEqual(await due(), before, 'the day of the answer stays')
  assert.match((await city.anybody.opens(`/contests/mine/${own}`)).text, /reviewed it is absent/)
  const said = { ...no, answer: 'The lamp is dark, as the machine said.' }
  await assert.rejects(absent.does(decide, { ...(await at(number)), ...said }), why('not-yours'))
  await next.does(decide, { ...(await at(number)), ...said })
  await city.anybody.does(askAgain, { code: own })
  for (const who of [absent, next]) {
    await assert.rejects(who.does(begin, await at(number)), why('reviewed-before'))
  }
  await reviewer.does(begin, await at(number))
  for (const who of [absent, next]) await assert.rejects(taking(who), why('reviewed-before'))
  await taking(lead)
  const [entry] = (await entries('contests.taken-over')).slice(-1)
  assert.deepEqual(entry, { number, why: 'absent' })
  await city.anybody.opens(`/contests/mine/${own}`)
  const last = { ...no, outcome: 'final', answer: 'We looked once more, and it stays.' } as const
  await lead.does(decide, { ...(await at(number)), ...last })
})

test('what was upheld and nobody puts right goes to the accountable officer, and everybody can count it', async () => {
  promise('P3.20')
  reviewer = await city.official('nerea', 'contest-reviewer')
  const { code } = await reported()
  const { number, code: own } = await city.anybody.does(submit, { report: code, ...wrong })
  await reviewer.does(begin, await at(number))
  await reviewer.does(decide, { ...(await at(number)), ...said, answer })
  const counted = async () => {
    const api = await city.anybody.opens('/api/contests')
    const { counted: all } = api.json<{ counted: { toRemedy: number; remedyLate: number }[] }>()
    return [all[0]?.toRemedy, all[0]?.remedyLate]
  }
  const late = async () =>
    (await entries('contests.remedy-late')).filter((one) => one['number'] === number)
  city.today('2026-03-16T09:00:00.000Z')
  await morning()
  assert.deepEqual([await late(), await counted()], [[], [1, 0]], 'the last day is in time')
  city.today('2026-03-17T09:00:00.000Z')
  for (let n = 0; n < 2; n += 1) await morning()
  assert.deepEqual(await late(), [{ number, algorithm: 'reports.route', due: '2026-03-16' }])
  assert.deepEqual(await counted(), [1, 1])
  const letters = (await city.letters()).filter(({ subject }) => subject.includes(number))
  assert.deepEqual(
    letters.map(({ to }) => to),
    ['rights@luzarra.example'],
  )
  assert.match((await city.anybody.opens(`/contests/mine/${own}`)).text, /not put right yet/)
  assert.match((await city.anybody.opens('/contests')).text, /Put right later than promised/)
  reviewer = await city.official('noemi', 'contest-reviewer')
  const queue = await reviewer.opens('/contests/desk?view=remedy')
  assert.match(queue.text, new RegExp(`${number}[\\s\\S]*late`))
})
