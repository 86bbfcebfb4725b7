/** Code that is kept to go back to is the code that ran. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modelHash, replayed } from '#core/decisions'
import { route } from './decisions.ts'

test('version 1 of who answers a report is the code that ran under this number, sign by sign', () => {
  assert.deepEqual(
    route.earlier?.map((one) => [one.version, modelHash(one)]),
    [[1, '0921e2a79a3effc503e12dc5b501d5e8246efb7bd6724a27e3b31a0f3a7e0e3f']],
  )
})

test('version 1 leaves rules aside, and says so by the category', () => {
  const rule = { number: 1, says: 'category == "lamp-out"', unit: 'streets' }
  const facts = { category: 'lamp-out', unit: 'lighting', rules: 'a', rule, broken: null }
  assert.equal(replayed(route, 2, facts)?.outcome, 'streets')
  const first = replayed(route, 1, facts)
  assert.deepEqual(
    [first?.outcome, first?.because.key],
    ['lighting', 'reports.because.by-category'],
  )
  assert.equal(replayed(route, 2, { category: 'lamp-out', unit: 'lighting' }), undefined)
})
