import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Database, sql } from '#core/database'
import { testDatabase } from '#test/database'
import { z } from 'zod'
import type { Channel } from './index.ts'
import { caseEnded, sweepVault, vaultCityMigrations, wasKept } from './index.ts'
import { contactBack, now, openTrial, reading, type Trial } from './testing.ts'

let city: Database
let vault: Trial
let reports: Channel

before(async () => {
  city = await testDatabase([vaultCityMigrations])
  vault = await openTrial()
  const ask = (op: string, input: object) => vault.ask('reports', op, input)
  const asking: Partial<Channel> = {
    unconfirmed: (olderThan) => ask('unconfirmed', { olderThan }),
    confirm: (batch) => ask('confirm', { batch }),
    discard: (batch) => ask('discard', { batch }),
    revoke: (ref, caseRef, at) => ask('revoke', { ref, case: caseRef, at }),
  }
  reports = asking as Channel
})
after(async () => {
  await city.close()
  await vault.close()
})

function keep(batch: string): Promise<string> {
  const grants = [{ purpose: contactBack.id, case: batch }]
  const values = { 'contact.email': 'amina@example.org' }
  return vault.ask('reports', 'keep', { batch, ref: null, values, grants, at: now })
}

const isRead = (ref: string, caseRef: string) =>
  vault.ask('reports', 'read', reading(ref, { case: caseRef })).then(
    () => true,
    () => false,
  )

test('after a crash what the city committed stays, and the rest is gone', async () => {
  const [committed, undone] = [await keep('committed'), await keep('undone')]
  await city.transact((tx) => wasKept(tx, 'committed', 'reports', now))
  await city
    .transact(async (tx) => {
      await wasKept(tx, 'undone', 'reports', now)
      throw new Error('the city died here')
    })
    .catch(() => undefined)
  assert.deepEqual(await sweepVault(city, { reports }), { confirmed: 0, discarded: 0, ended: 0 })
  const swept = await sweepVault(city, { reports }, 0)
  assert.deepEqual(swept, { confirmed: 1, discarded: 1, ended: 0 })
  assert.deepEqual(
    [await isRead(committed, 'committed'), await isRead(undone, 'undone')],
    [true, false],
  )
  assert.deepEqual(await sweepVault(city, { reports }, 0), { confirmed: 0, discarded: 0, ended: 0 })
})

test('a case closed while the vault was away is closed there too', async () => {
  const ref = await keep('R-5')
  await city.transact((tx) => caseEnded(tx, 'reports', 'R-5', now))
  const down = { ...reports, unconfirmed: () => Promise.reject(new Error('vault-down')) }
  await assert.rejects(sweepVault(city, { reports: down }))
  assert.equal(await isRead(ref, 'R-5'), true)
  assert.equal((await sweepVault(city, { reports })).ended, 1)
  assert.equal(await isRead(ref, 'R-5'), false)
  const left = await city.look((tx) =>
    tx.one(sql`select count(*) as n from vault.ended`, z.object({ n: z.number() })),
  )
  assert.equal(left?.n, 0)
})
