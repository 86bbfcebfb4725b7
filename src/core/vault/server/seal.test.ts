import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newKey, seal, unseal, unwrap, wrap } from './seal.ts'

const place = { person: 'person-a', field: 'contact.email', keyver: 1 }

test('a sealed value opens only for its own person, field and key version', () => {
  const key = newKey()
  const sealed = seal(key, place, 'amina@example.org')
  assert.equal(unseal(key, place, sealed), 'amina@example.org')
  for (const moved of [
    { ...place, person: 'person-b' },
    { ...place, field: 'contact.name' },
    { ...place, keyver: 2 },
  ]) {
    assert.throws(() => unseal(key, moved, sealed))
  }
  assert.throws(() => unseal(newKey(), place, sealed))
})

test('a value with one changed bit does not open', () => {
  const key = newKey()
  const { iv, ciphertext } = seal(key, place, 'amina@example.org')
  for (const at of [0, ciphertext.length - 1]) {
    const changed = Uint8Array.from(ciphertext)
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.throws(() => unseal(key, place, { iv, ciphertext: changed }))
  }
  const cut = ciphertext.subarray(0, 4)
  assert.throws(() => unseal(key, place, { iv, ciphertext: cut }))
})

test('the same value is never sealed twice in the same way', () => {
  const key = newKey()
  assert.notDeepEqual(seal(key, place, 'a').ciphertext, seal(key, place, 'a').ciphertext)
})

test('keys are wrapped as RFC 5649 says, and a wrong master key opens none', () => {
  // RFC 5649 wraps 32 bytes into 40; a second unwrapping with another key fails its check value.
  const [master, key] = [newKey(), newKey()]
  const wrapped = wrap(master, key)
  assert.equal(wrapped.length, 40)
  assert.deepEqual(unwrap(master, wrapped), key)
  assert.throws(() => unwrap(newKey(), wrapped))
})
