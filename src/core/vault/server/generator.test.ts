import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { later, now, openTrial, type Trial } from '../testing.ts'
import { fromBase32, hotp, stepAt } from './one-time-codes.ts'
import { promise } from '#test/promise'

const password = 'a long walk home'
const ask = (op: string, input: object) => vault.ask('account', `accounts.${op}`, input)

let vault: Trial
before(async () => {
  vault = await openTrial()
})
after(() => vault.close())

async function account(name: string) {
  const knock = { email: `${name}@example.org`, password, address: name, now }
  const { peopleRef } = await ask('open', { ...knock, language: 'en', confirmed: true })
  return { knock, own: { peopleRef, now }, peopleRef: String(peopleRef) }
}

/** Somebody with a generator in use, and what it shows so many seconds later. */
async function generating(name: string) {
  const one = await account(name)
  const { secret } = await ask('offerGenerator', one.own)
  const code = (seconds = 0) => hotp(fromBase32(secret), stepAt(later(seconds)))
  assert.equal(await ask('takeGenerator', { ...one.own, code: code() }), true)
  return { ...one, code }
}

const signsIn = async ({ knock }: Awaited<ReturnType<typeof account>>, seconds = 0) =>
  (await ask('check', { ...knock, now: later(seconds) })).second as string
const second = (token: string, code: string, seconds = 0) =>
  ask('checkSecond', { second: token, code, address: 'there', now: later(seconds) })

test('a generator counts only once a code of it was entered', async () => {
  const one = await account('nora')
  assert.equal(await ask('takeGenerator', { ...one.own, code: '000000' }), false)
  const { secret } = await ask('offerGenerator', one.own)
  assert.deepEqual(await ask('offeredGenerator', one.own), { secret })
  assert.deepEqual(await ask('check', one.knock), { peopleRef: one.peopleRef, how: ['password'] })
  const code = hotp(fromBase32(secret), stepAt(now))
  assert.equal(await ask('takeGenerator', { ...one.own, code }), true)
  assert.equal(await ask('offeredGenerator', one.own), null, 'the secret is shown no more')
  assert.deepEqual(await ask('offerGenerator', one.own), { taken: true })
  const printed = await ask('printedCodes', one.own)
  const next = hotp(fromBase32(secret), stepAt(later(30)))
  assert.equal(await ask('takeGenerator', { ...one.own, code: next, now: later(30) }), false)
  assert.deepEqual(await ask('printedCodes', one.own), printed, 'codes on paper stay good')
  assert.deepEqual(Object.keys(await ask('check', one.knock)).toSorted(), ['second', 'whose'])
})

test('the second half is a code that was not used before; the one that switched it on was', async () => {
  const one = await generating('olga')
  const token = await signsIn(one)
  assert.deepEqual(await second(token, one.code()), { wrong: true })
  const in30 = one.code(30)
  assert.deepEqual(await second(token, in30, 30), {
    peopleRef: one.peopleRef,
    how: ['password', 'generator'],
  })
  assert.deepEqual(await second(token, one.code(60), 60), { wrong: true }, 'a sign-in ends once')
  assert.deepEqual(await second(await signsIn(one, 31), in30, 31), { wrong: true }, 'replayed')
})

test('the same code sent twice at the same moment opens one door, not two', async () => {
  const one = await generating('quim')
  const tokens = [await signsIn(one), await signsIn(one)]
  const both = await Promise.all(tokens.map((token) => second(token, one.code(30), 30)))
  assert.equal(both.filter((said) => 'peopleRef' in said).length, 1)
})

test('a printed code stands in for it once, however it is typed', async () => {
  const one = await generating('pia')
  const printed = await ask('printedCodes', one.own)
  assert.equal(new Set(printed).size, 10)
  const typed = String(printed[3]).toUpperCase().replace('-', ' ')
  assert.deepEqual(await second(await signsIn(one), typed), {
    peopleRef: one.peopleRef,
    how: ['password', 'printed'],
  })
  assert.deepEqual(await second(await signsIn(one, 60), typed, 60), { wrong: true })
  assert.equal((await ask('waysOf', one.own)).printedLeft, 9)
})

test('printed codes are shown for ten minutes, and void once there are new ones', async () => {
  const one = await generating('rosa')
  const [old] = await ask('printedCodes', one.own)
  assert.deepEqual(await ask('printedCodes', { ...one.own, now: later(601) }), [])
  assert.equal(await ask('printCodes', one.own), true)
  assert.deepEqual(await second(await signsIn(one), old), { wrong: true })
  assert.equal(await ask('endGenerator', one.own), true)
  assert.deepEqual(await ask('printedCodes', one.own), [])
  assert.deepEqual(await ask('check', one.knock), { peopleRef: one.peopleRef, how: ['password'] })
})

test('nobody guesses: five tries at one sign-in, and a growing wait over all of them', async () => {
  const one = await generating('sara')
  const token = await signsIn(one)
  for (let n = 0; n < 5; n += 1)
    assert.deepEqual(await second(token, '000000', 30), { wrong: true })
  assert.deepEqual(await second(token, one.code(30), 30), { wrong: true }, 'tried too often')
  const { wait } = await second(await signsIn(one, 30), one.code(30), 30)
  assert.ok(wait > 0)
})

test('neither a code by mail nor a new password by mail is a way around the generator', async () => {
  promise('P2.14')
  const one = await generating('tea')
  const to = async (kind: string) => {
    const { letter } = await ask('sendCode', { ...one.knock, kind })
    return { letter, ...(await ask('letter', { letter, now })) }
  }
  const { letter, secret: code } = await to('sign-in')
  const byCode = await ask('checkCode', { letter, code, address: 'there', now })
  assert.deepEqual([byCode.whose, 'peopleRef' in byCode], [one.peopleRef, false])
  const { secret: token } = await to('reset')
  const reset = await ask('setPassword', { token, password: 'another walk', address: 'x', now })
  assert.deepEqual([reset.whose, 'peopleRef' in reset], [one.peopleRef, false])
})

test('the password of somebody who is in is asked again, and a wrong one is refused', async () => {
  const one = await account('uma')
  const own = { ...one.own, address: 'there' }
  assert.deepEqual(await ask('checkOwn', { ...own, password: 'not it' }), { wrong: true })
  const right = await ask('checkOwn', { ...own, password })
  assert.deepEqual(right, { peopleRef: one.peopleRef, how: ['password'] })
})
