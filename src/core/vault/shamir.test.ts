import assert from 'node:assert/strict'
import { test } from 'node:test'
import { combine, split, times } from './shamir.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

test('bytes are multiplied as FIPS 197, 4.2, does it', () => {
  assert.equal(times(0x57, 0x83), 0xc1)
  assert.equal(times(0x57, 0x13), 0xfe)
})

test('the shares of draft-mcgrew-tss-03, section 9, make its secret, and its secret makes them', () => {
  const published = [
    { index: 1, bytes: hex('b9fa07e185') },
    { index: 2, bytes: hex('f5409b4511') },
  ]
  assert.deepEqual(combine(published), hex('7465737400'))
  const random = ['cd', '9f', '74', '95', '85'].map((byte) => hex(byte))
  const next = () => random.shift() ?? new Uint8Array()
  assert.deepEqual(split(hex('7465737400'), { shares: 2, needed: 2 }, next), published)
})

test('any two of three shares make the secret whole; one alone fits every secret', () => {
  const secret = hex('00ff'.repeat(16))
  const shares = split(secret, { shares: 3, needed: 2 })
  for (const [a, b] of [
    [0, 1],
    [1, 2],
    [2, 0],
  ] as const) {
    const two = [shares[a], shares[b]].filter((one) => one !== undefined)
    assert.deepEqual(combine(two), secret)
  }
  const [first] = shares
  assert.ok(first)
  for (const byte of [0x00, 0x61, 0xff]) {
    const invented = { index: 2, bytes: new Uint8Array(32).fill(byte) }
    const other = combine([first, invented])
    const again = combine([{ index: 3, bytes: combine3(first.bytes, other) }, first])
    assert.deepEqual(again, other)
  }
  assert.throws(() => combine([first]), /two different shares/)
  assert.throws(() => combine([first, first]), /two different shares/)
})

/** The third share that goes with a first one and any secret. */
function combine3(first: Uint8Array, secret: Uint8Array): Uint8Array {
  return first.map((byte, at) => {
    const slope = byte ^ (secret[at] ?? 0)
    return (secret[at] ?? 0) ^ times(slope, 3)
  })
}
