/** What audits compute, with numbers that can be worked out by hand; no city is needed for it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceFrom } from '#core/kernel'
import type { Routed, Waited } from '#services/reports'
import { agreementOf } from './actions.ts'
import { stepsPath } from './pages/chart.tsx'
import { mayAsk, mayLabel, mayPublish } from './rules.ts'
import { fairOf, placedIn } from './fair.ts'
import { calibrationError, resultOf, verdictOf } from './result.ts'
import { ALIKE, anonymous, csvOf, type Row, rowOf } from './table.ts'
import { drawn, idIn, sampleSize } from './model/states.ts'

const row = (more: Partial<Row> = {}): Row => ({
  ...{ district: 'salinas', language: 'en', channel: 'web', length: 'middle' },
  ...{ sorted: true, rightCategory: true, rightDepartment: true },
  ...{ hoursLost: null, probability: null },
  ...more,
})
const times = (n: number, more: Partial<Row> = {}) => Array.from({ length: n }, () => row(more))

const report: Routed = {
  ...{ id: 1001, number: 'R-1001', district: 'salinas', language: 'es', source: 'web', length: 39 },
  ...{ unit: 'streets', category: 'pothole', firstCategory: 'lamp-out' },
  ...{ openedAt: '2026-03-02T09:00:00.000Z', movedAt: '2026-03-03T15:00:00.000Z' },
}

test('a report that was put right later was wrong the first time, and cost the hours until then', () => {
  const wrong = rowOf(report, { outcome: 'lighting', values: { probability: 0.72 } })
  assert.deepEqual(wrong, {
    ...{ district: 'salinas', language: 'es', channel: 'web', length: 'short', sorted: true },
    ...{ rightCategory: false, rightDepartment: false, hoursLost: 30, probability: 72 },
  })
  const right = rowOf(
    { ...report, firstCategory: 'pothole', movedAt: null },
    { outcome: 'streets', values: {} },
  )
  assert.deepEqual(
    [right.rightCategory, right.rightDepartment, right.hoursLost, right.probability],
    [true, true, null, null],
  )
})

test('how sure a classifier was is audited, and a likeness to an instruction is no probability', () => {
  const said = (by: string) => rowOf(report, { outcome: 'pothole', values: { by, chance: 0.937 } })
  assert.deepEqual([said('model').probability, said('instructions').probability], [94, null])
  const sure = { probability: 90, sorted: true }
  const rows = [
    ...times(36, { ...sure, rightCategory: true }),
    ...times(4, { ...sure, rightCategory: false }),
  ]
  const left = times(40, { probability: 90, sorted: false, rightCategory: false })
  const errors = resultOf([...rows, ...left], 0).calibration.map(({ group, n, error }) => [
    group,
    n,
    Math.round(error * 1000) / 1000,
  ])
  assert.deepEqual(errors[0], ['*', 40, 0])
})

test('what a machine leaves to a person is neither right nor wrong of the machine', () => {
  const left = rowOf(report, { outcome: 'none', values: {} })
  assert.deepEqual([left.sorted, left.rightDepartment, left.hoursLost], [false, false, null])
})

test('nobody stands out in the published table: each row looks like four others at least', () => {
  const random = chanceFrom(7)
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  const rows = Array.from({ length: 400 }, () =>
    row({
      district: pick(['salinas', 'puerto-viejo', 'naranjos', 'molinos']),
      language: pick(['en', 'es', 'es', 'es', 'ar']),
      channel: pick(['web', 'web', 'web', 'mail']),
      length: pick(['short', 'middle', 'long']),
    }),
  )
  const { rows: kept, heldBack } = anonymous([...rows, row({ district: 'alone', language: 'xx' })])
  assert.equal(kept.length + heldBack, 401)
  const looks = Map.groupBy(kept, (one) =>
    [one.district, one.language, one.channel, one.length].join(),
  )
  for (const [look, members] of looks) assert.ok(members.length >= ALIKE, look)
  assert.ok(!csvOf(kept).includes('alone') && !csvOf(kept).includes('xx'))
})

test('what fewer than five share even when they say nothing is held back', () => {
  const lonely = [
    row(),
    row({ district: 'alone' }),
    row({ language: 'xx' }),
    row({ length: 'long' }),
  ]
  assert.deepEqual(anonymous(lonely), { rows: [], heldBack: 4 })
  const { rows, heldBack } = anonymous([...lonely, row({ channel: 'mail' })])
  assert.deepEqual([new Set(rows.map(({ district }) => district)), heldBack], [new Set(['*']), 0])
})

test('the order of the table says nothing of the order of the reports', () => {
  const rows = [...times(5, { language: 'es' }), ...times(5)]
  assert.equal(csvOf(rows), csvOf(rows.toReversed()))
  assert.match(csvOf(rows), /^district,language,channel,length,sorted,right_category,/)
})

test('nothing stands in the table that the page of a report says to the hour or to the percent', () => {
  const wrong = { rightDepartment: false, hoursLost: 37, probability: 72 }
  const csv = csvOf([row(wrong), row({ probability: 100 }), row()])
  assert.deepEqual(csv.split('\n'), [
    'district,language,channel,length,sorted,right_category,right_department,probability',
    'salinas,en,web,middle,1,1,0,70',
    'salinas,en,web,middle,1,1,1,',
    'salinas,en,web,middle,1,1,1,90',
    '',
  ])
})

test('an audit fails a district in which the machine is clearly wrong more often, and says by how much', () => {
  const rows = [
    ...times(300),
    ...times(150, { district: 'naranjos' }),
    ...times(150, { district: 'naranjos', rightCategory: false }),
    ...times(300, { district: 'molinos' }),
  ]
  const result = resultOf(rows, 0)
  const found = (group: string) =>
    result.findings.find(
      (one) => one.metric === 'category' && one.attribute === 'district' && one.group === group,
    )
  assert.equal(result.verdict, 'fail')
  assert.equal(found('naranjos')?.verdict, 'fail')
  assert.equal(found('naranjos')?.rate, 0.5)
  assert.ok(Math.abs((found('naranjos')?.ratio ?? 0) - 0.5) < 0.001)
  assert.notEqual(found('salinas')?.verdict, 'fail')
  assert.equal(result.overall.category.rate, 750 / 900)
})

test('a district in which the machine is never right fails the audit, though no ratio can be formed', () => {
  const never = times(40, { district: 'naranjos', rightCategory: false })
  const { findings, verdict } = resultOf([...times(300), ...never], 0)
  const found = findings.find(
    (one) => one.metric === 'category' && one.attribute === 'district' && one.group === 'naranjos',
  )
  assert.deepEqual([found?.rate, found?.ratio, found?.verdict], [0, null, 'fail'])
  assert.equal(verdict, 'fail')
})

test('a group of a few is neither passed nor failed, and its numbers are not told', () => {
  const rows = [
    ...times(200),
    ...times(12, { district: 'molinos' }),
    ...times(9, { district: 'puerto-viejo' }),
  ]
  const small = resultOf(rows, 0).findings.filter(({ group }) => group === 'molinos')
  assert.ok(small.length > 0)
  for (const one of small)
    assert.deepEqual([one.verdict, one.n, one.rate], ['suppressed', null, null])
})

test('nothing is called passed while something is open', () => {
  assert.equal(verdictOf([{ verdict: 'pass' }, { verdict: 'inconclusive' }]), 'inconclusive')
  assert.equal(verdictOf([{ verdict: 'pass' }, { verdict: 'fail' }]), 'fail')
  assert.equal(verdictOf([{ verdict: 'pass' }, { verdict: 'suppressed' }]), 'pass')
  assert.equal(verdictOf([{ verdict: 'suppressed' }, { verdict: null }]), 'inconclusive')
})

test('a machine that says 90 % and is right in half of the cases is off by 40 points', () => {
  const said = Array.from({ length: 40 }, (_, n) => ({ probability: 0.9, right: n % 2 === 0 }))
  assert.ok(Math.abs((calibrationError(said) ?? 0) - 0.4) < 1e-9)
  assert.equal(calibrationError(said.slice(0, 29)), null, 'too few to say')
})

test('two people in a hundred are asked, ten at least and sixty at most, and chance can be repeated', () => {
  assert.deepEqual([4, 100, 1000, 100_000].map(sampleSize), [4, 10, 20, 60])
  const all = Array.from({ length: 50 }, (_, n) => n)
  const once = drawn(all, 10, chanceFrom(3))
  assert.deepEqual(once, drawn(all, 10, chanceFrom(3)))
  assert.equal(new Set(once).size, 10)
  assert.equal(idIn('a3'), 3)
})

test('agreement counts only what two people labelled, and the machine only where they agreed', () => {
  const both = (machine: string, one: string, other: string) => ({
    ...{ report: 'R-1', machine, labels: [one, other] },
  })
  const all = [
    ...Array.from({ length: 4 }, () => both('a', 'a', 'a')),
    ...Array.from({ length: 4 }, () => both('a', 'b', 'b')),
    both('a', 'a', 'b'),
    both('b', 'b', 'a'),
    { report: 'R-2', machine: 'a', labels: ['a'] },
  ]
  const { n, agreed, kappa, machine } = agreementOf(all)
  assert.deepEqual([n, agreed, machine], [10, 8, 0.5])
  assert.ok(Math.abs((kappa ?? 0) - 0.6) < 1e-9)
})

const wait = (district: string, closedAfter: number | null, n: number): Waited => {
  const opened = Date.parse('2026-01-01T00:00:00.000Z')
  const at = (days: number) => new Date(opened + days * 86_400_000).toISOString()
  return {
    ...{ id: n, district, category: 'pothole', openedAt: at(0), dueOn: '2026-01-11' },
    answeredAt: closedAfter === null ? null : at(closedAfter / 2),
    closedAt: closedAfter === null ? null : at(closedAfter),
  }
}
const asking = {
  from: '2026-01-01T00:00:00.000Z',
  until: '2026-04-01T00:00:00.000Z',
  residents: { fast: 1000, slow: 4000 },
}

test('a district that leaves half of its reports open is not the faster one because its few finished ones were quick', () => {
  const fast = Array.from({ length: 40 }, (_, n) => wait('fast', 20, n))
  const slow = Array.from({ length: 40 }, (_, n) => wait('slow', n < 15 ? 2 : null, 100 + n))
  const fair = fairOf([...fast, ...slow], asking)
  const of = (area: string) => fair.resolution.areas.find((one) => one.area === area)
  assert.equal(of('fast')?.median, 20)
  assert.equal(of('slow')?.median, null, 'half have not ended yet, whatever the finished ones say')
  assert.ok((of('slow')?.mean ?? 0) > (of('fast')?.mean ?? 99))
  assert.deepEqual(
    fair.perResident.map(({ area, rate }) => [area, rate]),
    [
      ['fast', 40],
      ['slow', 10],
    ],
  )
  const late = (area: string) => fair.onTime.find((one) => one.area === area)
  assert.equal(late('fast')?.observed, 40)
  assert.equal(late('slow')?.observed, 25)
})

test('districts with fewer than thirty reports are shown together', () => {
  const all = [
    ...Array.from({ length: 40 }, (_, n) => wait('big', 3, n)),
    ...Array.from({ length: 8 }, (_, n) => wait('small', 3, 50 + n)),
    ...Array.from({ length: 25 }, (_, n) => wait('middle', 3, 70 + n)),
  ]
  assert.deepEqual([...new Set(placedIn(all).map(({ area }) => area))].toSorted(), [
    'big',
    'middle + small',
  ])
})

test('a curve goes down in steps and ends level at the horizon', () => {
  const path = stepsPath([[10, 0.5]], 20)
  assert.match(path, /^M24\.0 6\.0H\d+\.\d V\d+\.\d H294\.0$|^M24\.0 6\.0H\d+\.\dV\d+\.\dH294\.0$/)
})

test('whoever publishes an audit did not ask for it, its days once, and no label is given a third time', () => {
  const ready = { state: 'drafted', enough: true, own: false, overlaps: false } as const
  assert.deepEqual(mayPublish.reasons(ready), [])
  assert.deepEqual(mayPublish.reasons({ ...ready, own: true }), ['asked-by-yourself'])
  assert.deepEqual(mayPublish.reasons({ ...ready, overlaps: true }), ['days-published'])
  const first = {
    state: 'drafted',
    inSample: true,
    labelled: false,
    others: 1,
    known: true,
  } as const
  assert.deepEqual(mayLabel.reasons(first), [])
  assert.deepEqual(mayLabel.reasons({ ...first, others: 2 }), ['labelled-already'])
  const days = { known: true, from: '2026-01-01', to: '2026-03-01', today: '2026-03-02' }
  assert.deepEqual(mayAsk.reasons(days), [])
  assert.deepEqual(mayAsk.reasons({ ...days, to: '2026-03-02' }), ['days-not-over'])
})
