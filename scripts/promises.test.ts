import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promisesIn } from './promises.ts'

const house = (promises: string, tested: string) =>
  new Map([
    ['docs/promises.md', promises],
    ['src/services/lamps/lamps.test.ts', tested],
  ])

test('a promise with a test is proved, one without is named', () => {
  const found = promisesIn(house('| P1.1 | Light |\n| P1.2 | More light |\n', `promise('P1.1')`))
  assert.deepEqual(found, { faults: [], proved: ['P1.1'], unproved: ['P1.2'] })
})

test('a test that proves what nobody promised, and a link to nothing, are found', () => {
  const { faults } = promisesIn(
    house('- **P1.1** [proof](../src/none.test.ts)\n', `promise('P1.1', 'P9.9')`),
  )
  assert.deepEqual(faults, [
    'src/services/lamps/lamps.test.ts proves P9.9, which nobody promised',
    'docs/promises.md links to src/none.test.ts, which is not there',
  ])
})
