/** A master key is changed while residents and officials go on; then the old one is ended. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import { nextBatch, now, openTrial, reading, type Trial } from '../testing.ts'
import { openKeys } from './keys.ts'
import { seal, unseal } from './seal.ts'
import { promise } from '#test/promise'

let vault: Trial
before(async () => {
  vault = await openTrial()
})
after(() => vault.close())

const versions = () =>
  vault.db.look((tx) =>
    tx.many(
      sql`select distinct master from keys.dek union select master from keys.secret order by 1`,
      z.object({ master: z.number() }),
    ),
  )

test('the master key changes under load: nobody waits for it, and no value is lost', async () => {
  promise('P2.13')
  const people = await Promise.all(
    Array.from({ length: 12 }, (_, n) => vault.someone(`R-${n}`, email(n))),
  )
  const end = new AbortController()
  let reads = 0
  const load = [0, 1, 2].map(async (offset) => {
    for (let n = offset; !end.signal.aborted; n = (n + 3) % people.length) {
      const asked = reading(people[n] ?? '', { case: `R-${n}` })
      assert.deepEqual(await vault.ask('reports', 'read', asked), email(n))
      reads += 1
      const given = { batch: nextBatch(), ref: null, values: email(n), grants: [], at: now }
      await vault.ask('reports', 'keep', given)
    }
  })
  const { version, rewrapped } = await vault.ask('operator', 'keys.rotate', {})
  end.abort()
  await Promise.all(load)
  assert.equal(version, 2)
  assert.ok(rewrapped >= 12 && reads > 0)
  for (const [n, ref] of people.entries()) {
    const asked = reading(ref, { case: `R-${n}` })
    assert.deepEqual(await vault.ask('reports', 'read', asked), email(n))
  }
})

test('an older master key opens until it is ended, and then it is gone', async () => {
  const [old] = await vault.db.look((tx) =>
    tx.many(sql`select wrapped, master from keys.dek limit 1`, wrappedRow),
  )
  assert.ok(old)
  assert.ok(existsSync(join(vault.keys, 'vault.key')))
  await vault.ask('operator', 'keys.retire', {})
  assert.deepEqual(await versions(), [{ master: 2 }])
  assert.deepEqual(readdirSync(vault.keys), ['vault-2.key'])
  await assert.rejects(
    vault.room.keys.master.unwrap({ ...old, master: 1 }),
    /not in the key folder/,
  )
  const again = await openKeys(vault.db, vault.keys)
  assert.deepEqual(again.key('pseudonym', 'reports'), vault.room.keys.key('pseudonym', 'reports'))
})

test('only the command line changes the master key', async () => {
  for (const module of ['reports', 'folder', 'account']) {
    await assert.rejects(vault.ask(module, 'keys.rotate', {}), /foreign-line/)
  }
})

test('a ciphertext that was moved to another person or field does not open', () => {
  const key = new Uint8Array(32).fill(7)
  const place = { person: 'a', field: 'contact.email', keyver: 1 }
  const sealed = seal(key, place, 'amina@example.org')
  assert.throws(() => unseal(key, { ...place, person: 'b' }, sealed))
})

const wrappedRow = z.object({ wrapped: z.instanceof(Uint8Array), master: z.number() })
const email = (n: number) => ({ 'contact.email': `p${n}@example.org` })
