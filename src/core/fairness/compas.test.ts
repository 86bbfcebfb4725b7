import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { type Audit, auditOf, type Decided, type Reference } from '#core/fairness'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

const file = join(
  process.env['CITYRIGHT_DATA'] ?? '../shared/data',
  'fairness/compas_for_aequitas.csv',
)
const skip = existsSync(file) ? false : 'needs the published COMPAS table (CITYRIGHT_DATA)'

const Rows = z.array(
  z.object({
    score: z.string(),
    label_value: z.string(),
    race: z.string(),
    sex: z.string(),
    age_cat: z.string(),
  }),
)
let decisions: Decided[] = []
before(() => {
  if (skip) return
  decisions = Rows.parse(parse(readFileSync(file), { columns: true })).map((row) => ({
    positive: Number(row.score) === 1,
    right: row.label_value === '1',
    groups: [row.race, row.sex, row.age_cat],
  }))
})
const attributes = ['race', 'sex', 'age_cat']
const audit = (reference: Reference): Audit =>
  auditOf(decisions, { attributes, reference, tolerance: 0.8 })
const found = ({ disparities }: Audit, group: string, metric: string) =>
  disparities.find((one) => one.group === group && one.metric === metric)
const close = (value: number | null | undefined, wanted: number, by: number) =>
  assert.ok(Math.abs((value ?? Number.NaN) - wanted) <= by, `${value} is not ${wanted}`)

test('the counts of every group are those Aequitas publishes', { skip }, () => {
  const counts = Object.fromEntries(
    (audit('largest').groups['race'] ?? []).map(({ group, tp, fp, fn, tn }) => [
      group,
      [tp, fp, fn, tn],
    ]),
  )
  assert.deepEqual(counts, {
    'African-American': [1369, 805, 532, 990],
    Asian: [6, 2, 3, 21],
    Caucasian: [505, 349, 461, 1139],
    Hispanic: [103, 87, 129, 318],
    'Native American': [9, 3, 1, 5],
    Other: [43, 36, 90, 208],
  })
})

test('disparities against a named group are those Aequitas publishes', { skip }, () => {
  const beside = audit({ group: 'Hispanic' })
  const of = (metric: string) => found(beside, 'African-American', metric)?.ratio
  close(of('fpr'), 2.087696, 1e-6)
  close(of('fnr'), 0.503301, 1e-6)
  close(of('ppr'), 11.442105, 1e-6)
  close(of('pprev'), 1.97203, 1e-5)
})

test('the spreads are those Fairlearn computes', { skip }, () => {
  const { fairlearn } = audit('largest')
  const rounded = (attribute: string) =>
    Object.values(fairlearn[attribute] ?? {}).map((value) => Number(value?.toFixed(4)))
  assert.deepEqual(rounded('race'), [0.4571, 0.3143, 0.5767, 0.1939, 0.5767, 0.3592])
  assert.deepEqual(rounded('sex'), [0.0448, 0.9043, 0.0207, 0.9671, 0.0207, 0.9671])
  assert.deepEqual(rounded('age_cat'), [0.4034, 0.3826, 0.3734, 0.3102, 0.3119, 0.5783])
})

test('verdicts follow the interval: clear, not sure, and too few to judge', { skip }, () => {
  const beside = audit({ group: 'Caucasian' })
  const [black, hispanic] = ['African-American', 'Hispanic'].map((g) => found(beside, g, 'fpr'))
  close(black?.ratio, 1.912, 5e-4)
  close(black?.interval?.[0], 1.721, 5e-4)
  close(black?.interval?.[1], 2.124, 5e-4)
  assert.equal(black?.verdict, 'fail')
  close(hispanic?.ratio, 0.916, 5e-4)
  assert.equal(hispanic?.verdict, 'inconclusive')
  const native = found(beside, 'Native American', 'fpr')
  assert.equal(native?.verdict, 'suppressed')
  const selected = found(beside, 'African-American', 'pprev')
  close(selected?.difference_interval?.[0], 0.215, 5e-4)
  close(selected?.difference_interval?.[1], 0.265, 5e-4)
  const small = (beside.groups['race×sex'] ?? []).filter(({ n }) => n < 30)
  assert.deepEqual(
    small.map(({ group, n }) => [group, n]),
    [
      ['Asian×Female', 2],
      ['Native American×Female', 4],
      ['Native American×Male', 14],
    ],
  )
})
