import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Refusal } from '#core/kernel'
import { snapshotOf } from '#test/database'
import { openEmbedded } from './embedded.ts'

const root = mkdtempSync(join(tmpdir(), 'cityright-thread-'))
after(() => rmSync(root, { recursive: true }))

const snapshot = await snapshotOf([])
const limits = { statementTimeout: 5000, idleTimeout: 5000 }

test('a thread that dies fails the work that waits for it, and is replaced', async () => {
  const driver = await openEmbedded({ folder: root, snapshot, ...limits })
  const first = await driver.connect()
  await first.script('create table note (n int); insert into note values (1)')
  const asked = first.query('select count(*) from generate_series(1, 1000000000000)', [])
  const next = driver.connect()
  const lost = assert.rejects(asked, (failure: Refusal) => failure.kind === 'unavailable')
  await (await driver.thread()).stop()
  await lost
  first.free(true)
  const second = await next
  assert.deepEqual((await second.query('select n from note', [])).rows, [{ n: 1 }])
  second.free(false)
  await driver.close()
})
