import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedOnce } from './asked-once.ts'

test('the same question gets the same answer without being asked again, another is asked', async () => {
  const asked: string[] = []
  const door = { named: 'vault', check: async (of: { code: string }) => asked.push(of.code) }
  const once = askedOnce(door)
  assert.deepEqual(
    await Promise.all([once.check({ code: 'a' }), once.check({ code: 'a' })]),
    [1, 1],
  )
  assert.equal(await once.check({ code: 'b' }), 2)
  assert.deepEqual(asked, ['a', 'b'])
  assert.equal(once.named, 'vault')
  assert.equal(await askedOnce(door).check({ code: 'a' }), 3, 'another action asks anew')
})
