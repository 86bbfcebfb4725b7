import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { Refusal } from '#core/kernel'
import { openCity, type TestCity } from '#test/city'
import * as can from './actions/index.ts'
import { lamp } from './trial.ts'

let city: TestCity
before(async () => {
  city = await openCity()
})
after(() => city.close())

const kindsOf = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((each) =>
    each.status === 'fulfilled'
      ? 'done'
      : each.reason instanceof Refusal
        ? each.reason.kind
        : each.reason,
  )

test('of two officials who change one report at the same moment, one is told to look again', async () => {
  const officials = [
    await city.official('bruno', 'front-desk'),
    await city.official('carla', 'front-desk'),
  ]
  for (let round = 0; round < 5; round += 1) {
    const { number } = await city.anybody.does(can.report, lamp)
    const settled = await Promise.allSettled(
      officials.map((each) => each.does(can.move, { number, version: 1, to: 'scheduled' })),
    )
    assert.deepEqual(kindsOf(settled).toSorted(), ['conflict', 'done'])
    const moves = await city.rows(sql`
      select 1 from record.outbox where t = 'reports.moved' and subject = ${`/reports/${number}`}`)
    assert.equal(moves.length, 1)
  }
})

test('ten reports that come in together have ten numbers; ten who join are counted as ten', async () => {
  const people = await Promise.all(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => city.resident(name)),
  )
  const sent = await Promise.all(people.map((each) => each.does(can.report, lamp)))
  assert.equal(new Set(sent.map(({ number }) => number)).size, people.length)
  const [{ number } = { number: '' }] = sent
  const twice = [...people, ...people]
  const settled = await Promise.allSettled(twice.map((each) => each.does(can.join, { number })))
  assert.equal(kindsOf(settled).filter((kind) => kind === 'done').length, people.length)
  const [row] = await city.rows(
    sql`select me_toos from reports.report where 'R-' || number = ${number}`,
  )
  assert.equal(row?.['me_toos'], people.length)
})
