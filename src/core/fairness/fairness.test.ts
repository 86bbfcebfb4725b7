import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  auditOf,
  byar,
  cohenKappa,
  type Decided,
  kaplanMeier,
  katz,
  logRank,
  medianOf,
  merged,
  naiveMedian,
  newcombe,
  observedExpected,
  published,
  restrictedMean,
  survivalAtEnd,
  wilson,
} from '#core/fairness'

const close = (found: number | null | undefined, wanted: number, by = 5e-4) =>
  assert.ok(
    found !== null && found !== undefined && Math.abs(found - wanted) <= by,
    `${found} is not ${wanted}`,
  )
const both = (found: readonly [number, number] | null, low: number, high: number, by = 5e-4) => {
  close(found?.[0], low, by)
  close(found?.[1], high, by)
}

/** So many decisions of each kind for one group. */
function some(group: string, [tp, fp, fn, tn]: readonly [number, number, number, number]) {
  const each = (n: number, positive: boolean, right: boolean): Decided[] =>
    Array.from({ length: n }, () => ({ positive, right, groups: [group] }))
  const decided = [...each(tp, true, true), ...each(fp, true, false)]
  return [...decided, ...each(fn, false, true), ...each(tn, false, false)]
}
const auditing = {
  attributes: ['district'],
  reference: { group: 'north' },
  tolerance: 0.8,
} as const
const verdictOf = (decisions: readonly Decided[], metric: string) =>
  auditOf(decisions, auditing).disparities.find((one) => one.metric === metric)

test('intervals are those of the papers', () => {
  // Newcombe (1998), tables of both papers: 81 of 263, and 56 of 70 less 48 of 80.
  both(wilson({ of: 81, n: 263 }), 0.2553, 0.3662, 5e-5)
  both(wilson({ of: 0, n: 20 }), 0, 0.1611, 5e-5)
  both(newcombe({ of: 56, n: 70 }, { of: 48, n: 80 }), 0.0524, 0.3339, 5e-5)
  // Byar's limits of ten cases (Breslow & Day 1987, table 2.11 of exact ones: 4.80 and 18.39).
  both(byar(10), 4.79, 18.39, 0.01)
  assert.equal(byar(0)[0], 0)
})

test('a rate of zero gives no ratio, and never zero or infinity', () => {
  assert.equal(katz({ of: 0, n: 50 }, { of: 10, n: 50 }), null)
  assert.equal(katz({ of: 10, n: 50 }, { of: 0, n: 50 }), null)
  const all = auditOf([...some('north', [60, 40, 0, 0]), ...some('south', [0, 50, 0, 0])], auditing)
  const text = JSON.stringify(all)
  assert.ok(!text.includes('Infinity') && !text.includes('NaN'))
  const south = all.groups['district']?.find(({ group }) => group === 'south')
  assert.equal(south?.metrics.tpr, null)
  assert.equal(south?.reasons.tpr, 'no positive labels')
  assert.equal(south?.metrics.for, null)
  assert.equal(all.fairlearn['district']?.equal_opportunity_ratio, null)
  assert.match(all.fairlearn_reasons['district'] ?? '', /no positive labels in south/)
})

test('equal treatment passes, clear differences fail, and what is not sure is called inconclusive', () => {
  const alike = [...some('north', [800, 200, 200, 800]), ...some('south', [790, 210, 205, 795])]
  assert.equal(verdictOf(alike, 'tpr')?.verdict, 'pass')
  const apart = [...some('north', [800, 200, 200, 800]), ...some('south', [400, 200, 600, 800])]
  assert.equal(verdictOf(apart, 'tpr')?.verdict, 'fail')
  const few = [...some('north', [80, 20, 20, 80]), ...some('south', [16, 5, 4, 15])]
  assert.equal(verdictOf(few, 'fpr')?.verdict, 'inconclusive')
})

test('a cell of fewer than thirty decisions, or ten cases behind a rate, is not judged', () => {
  const small = [...some('north', [80, 20, 20, 80]), ...some('south', [10, 2, 3, 10])]
  assert.equal(verdictOf(small, 'tpr')?.verdict, 'suppressed')
  const nine = [...some('north', [80, 20, 20, 80]), ...some('south', [5, 20, 4, 80])]
  assert.match(verdictOf(nine, 'tpr')?.reason ?? '', /9 positive labels/)
  assert.notEqual(verdictOf(nine, 'fpr')?.verdict, 'suppressed')
})

test('one comparison among very many must be clearer to be believed (Holm)', () => {
  const many = Array.from({ length: 40 }, (_, at) => some(`street ${at}`, [50, 50, 50, 50])).flat()
  const odd = some('odd', [28, 50, 72, 50])
  const alone = verdictOf([...some('north', [500, 500, 500, 500]), ...odd], 'tpr')
  const among = auditOf([...some('north', [500, 500, 500, 500]), ...many, ...odd], auditing)
  const again = among.disparities.find(({ group, metric }) => group === 'odd' && metric === 'tpr')
  assert.ok((again?.p ?? 0) > (alone?.p ?? 1))
})

test('what is published holds back small groups, and one more when the total would give it away', () => {
  const audit = auditOf(
    [
      ...some('north', [80, 20, 20, 80]),
      ...some('south', [60, 20, 20, 60]),
      ...some('east', [9, 2, 3, 8]),
      ...some('west', [50, 4, 50, 50]),
    ],
    auditing,
  )
  const shown = published(audit).groups['district'] ?? []
  const of = (name: string) => shown.find(({ group }) => group === name)
  assert.equal(of('east')?.n, null)
  assert.equal(of('west')?.n, null, 'the next smallest goes with it')
  assert.equal(of('north')?.n, 200)
  const hidden = published(audit).disparities.filter(({ group }) => group === 'west')
  assert.ok(hidden.length > 0 && hidden.every(({ ratio, interval }) => !ratio && !interval))
})

// Freireich et al., Blood 21 (1963): weeks of remission under 6-MP and placebo; + is censored.
const treated = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
const placebo = '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23'
const weeks = (text: string, group: string) =>
  text.split(' ').map((week) => ({ time: parseInt(week, 10), ended: !week.endsWith('+'), group }))

test('waiting with open cases is counted as in the classic example of the textbooks', () => {
  const [one, other] = [weeks(treated, 'treated'), weeks(placebo, 'placebo')]
  const steps = kaplanMeier(one)
  assert.equal(medianOf(steps), 23)
  assert.equal(medianOf(kaplanMeier(other)), 8)
  close(survivalAtEnd(steps), 0.4482, 1e-4)
  assert.equal(naiveMedian(one), 10, 'the finished ones alone look more than twice as fast')
  const found = logRank([...one, ...other])
  close(found?.chi2, 16.793, 1e-3)
  assert.equal(found?.df, 1)
  close(found?.p, 4.17e-5, 1e-6)
})

test('a median that was not reached is none, and a mean needs somebody who was watched so long', () => {
  const open = Array.from({ length: 10 }, (_, at) => ({ time: at + 1, ended: at < 3 }))
  assert.equal(medianOf(kaplanMeier(open)), null)
  assert.equal(restrictedMean(open, 50), null)
  const mean = restrictedMean(open, 10)
  // 1 + 0.9 + 0.8 + 0.7 · 7
  close(mean?.mean, 7.6, 1e-9)
})

test('districts that only report slower things are not called slower', () => {
  const cases = (area: string, kind: string, good: number, bad: number) =>
    [...Array.from({ length: good }, () => true), ...Array.from({ length: bad }, () => false)].map(
      (well) => ({ area, kind, well }),
    )
  const found = observedExpected([
    ...cases('harbour', 'trees', 10, 30),
    ...cases('hill', 'lamps', 36, 4),
    ...cases('mill', 'trees', 5, 15),
    ...cases('mill', 'lamps', 18, 2),
  ])
  for (const { ratio } of found) close(ratio, 1, 1e-9)
  const logged = logRank([
    ...weeks('2 4 6 8', 'a').map((one) => ({ ...one, stratum: 'trees' })),
    ...weeks('2 4 6 8', 'b').map((one) => ({ ...one, stratum: 'trees' })),
  ])
  close(logged?.chi2, 0, 1e-9)
})

test('small areas are shown together with a neighbour until there are thirty cases', () => {
  const areas = [
    { area: 'a', n: 5 },
    { area: 'b', n: 40 },
    { area: 'c', n: 28 },
    { area: 'd', n: 90 },
  ]
  const beside: Record<string, string[]> = { a: ['b'], c: ['d'] }
  const shown = merged(areas, (area) => beside[area] ?? [])
  assert.equal(shown.get('a'), 'a + b')
  assert.equal(shown.get('b'), 'a + b')
  assert.equal(shown.get('c'), 'c + d')
  assert.deepEqual([...merged([{ area: 'x', n: 3 }])], [['x', 'x']])
})

test('agreement of two people is measured beyond chance', () => {
  const pairs = (n: number, one: string, other: string) =>
    Array.from({ length: n }, () => [one, other] as const)
  const said = [
    ...pairs(20, 'yes', 'yes'),
    ...pairs(5, 'yes', 'no'),
    ...pairs(10, 'no', 'yes'),
    ...pairs(15, 'no', 'no'),
  ]
  close(cohenKappa(said).kappa, 0.4, 1e-9)
  assert.equal(cohenKappa(pairs(9, 'yes', 'yes')).kappa, null)
})

test('a waiting time that is no number is named, and nothing counts for ever because of it', () => {
  const cases = [5, Number.NaN, 7].map((time, at) => ({ time, ended: true, group: String(at % 2) }))
  assert.throws(() => kaplanMeier(cases), /case 2 of 3 was watched for NaN/)
  assert.throws(() => logRank(cases), /case 2 of 3/)
  assert.throws(() => kaplanMeier([{ time: 1, ended: true, alike: Number.NaN }]), /times NaN/)
  assert.equal(kaplanMeier([{ time: Infinity, ended: false }]).length, 0)
})
