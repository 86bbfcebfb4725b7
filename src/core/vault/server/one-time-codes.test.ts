import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base32, fromBase32, hotp, stepAt, stepOf } from './one-time-codes.ts'

/** The secret of RFC 4226 appendix D and RFC 6238 appendix B. */
const secret = Buffer.from('12345678901234567890')

test('codes are those of RFC 4226 appendix D', () => {
  const codes = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ')
  assert.deepEqual(
    codes.map((_, counter) => hotp(secret, counter)),
    codes,
  )
})

test('codes at a time are those of RFC 6238 appendix B', () => {
  for (const [at, code] of [
    ['1970-01-01T00:00:59Z', '94287082'],
    ['2005-03-18T01:58:29Z', '07081804'],
    ['2005-03-18T01:58:31Z', '14050471'],
    ['2009-02-13T23:31:30Z', '89005924'],
    ['2033-05-18T03:33:20Z', '69279037'],
    ['2603-10-11T11:33:20Z', '65353130'],
  ] as const)
    assert.equal(hotp(secret, stepAt(at), 8), code, at)
})

test('letters and bytes are those of RFC 4648 section 10', () => {
  assert.equal(base32(Buffer.from('foobar')), 'MZXW6YTBOI')
  assert.equal(base32(Buffer.from('foob')), 'MZXW6YQ')
  assert.deepEqual(fromBase32(base32(secret)), secret)
})

test('a code is good for its half minute and one on each side, and never twice', () => {
  const at = '2026-03-02T09:00:10.000Z'
  const step = stepAt(at)
  const asked = { now: at, after: 0 }
  for (const [off, good] of [
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ] as const)
    assert.equal(stepOf(secret, hotp(secret, step + off), asked), good ? step + off : undefined)
  assert.equal(stepOf(secret, hotp(secret, step), { now: at, after: step }), undefined)
  for (const junk of ['', '12345', '1234567', 'abcdef', '٣٣٣٣٣٣'])
    assert.equal(stepOf(secret, junk, asked), undefined)
})
