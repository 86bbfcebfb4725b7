/** A list with many subscribers, sent by a real city that is killed in the middle: nobody gets a message twice. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { deliverKilled, UNDER_WAY } from './list-receivers.ts'
import { promise } from './promise.ts'

/** How many get the list; ten thousand are measured by `npm run bench -- --only list`. */
const MANY = Number(process.env['LIST_RECEIVERS'] ?? 150)

test('a city that is killed while it sends to all goes on after its start: nobody gets it twice, and who may have got none is known', async () => {
  promise('P6.12')
  const folder = mkdtempSync(join(tmpdir(), 'cityright-list-'))
  const found = await deliverKilled(MANY, folder)
  rmSync(folder, { recursive: true, force: true })
  const { before, letters, twice, states, rates } = found
  assert.ok(before >= MANY / 3 && before < MANY, `${before} of ${MANY} when it was killed`)
  assert.equal(twice, 0, 'nobody got it twice')
  const { sent = 0, unsure = 0, ...others } = states
  assert.deepEqual(others, {})
  assert.equal(sent + unsure, MANY)
  assert.ok(unsure <= UNDER_WAY, `${unsure} unsure`)
  assert.ok(letters >= sent && letters <= MANY)
  console.log(`${MANY} receivers, ${unsure} unsure, ${rates.join(' and ')} a second`)
})
