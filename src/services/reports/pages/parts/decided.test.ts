/** The explanation says what the algorithm said, and nothing it did not say. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meantBy, shareIn } from './decided.ts'

test('how sure a machine was is told in one way, whether it wrote a share or a percentage', () => {
  assert.equal(shareIn(0.72), 0.72)
  assert.equal(shareIn(72), 0.72)
  assert.equal(shareIn('0.5'), 0.5)
  assert.equal(shareIn(1), 1)
})

test('nonsense is not shown as a probability', () => {
  for (const odd of [-1, 101, Number.NaN, Infinity, 'sure', '', undefined]) {
    assert.equal(shareIn(odd), null, String(odd))
  }
})

test('a rule that was never in doubt says neither a probability nor another possibility', () => {
  const said = meantBy({ category: 'lamp-out', unit: 'lighting' })
  assert.deepEqual(Object.values(said), [true, null, null, null, null, null, null])
})

test('what else was possible is told with the words that counted', () => {
  const said = meantBy({
    ...{ probability: 0.72, threshold: 0.6, runnerUp: 'pothole', runnerUpProbability: 0.2 },
    words: 'lamp, dark',
  })
  assert.deepEqual(said, {
    ...{
      fixed: false,
      probability: 0.72,
      threshold: 0.6,
      second: 'pothole',
      secondProbability: 0.2,
    },
    ...{ words: 'lamp, dark', rule: null },
  })
})

test('what a classifier sorted is never told as a rule that is never in doubt: it says how sure it was', () => {
  const values = { by: 'model', chance: 0.962, least: 0.95, second: 'pothole', secondChance: 0.03 }
  const { fixed, probability, threshold, secondProbability } = meantBy(values)
  assert.deepEqual([fixed, probability, threshold, secondProbability], [false, 0.962, 0.95, 0.03])
  const alike = meantBy({ ...values, by: 'instructions' })
  assert.deepEqual([alike.fixed, alike.probability], [false, null], 'a likeness is no probability')
  assert.equal(meantBy({ ...values, least: 'none' }).threshold, null)
})
