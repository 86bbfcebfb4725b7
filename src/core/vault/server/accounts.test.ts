import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import { later, now, openTrial, type Trial } from '../testing.ts'
import { normalEmail } from './accounts.ts'
import { promise } from '#test/promise'

let vault: Trial
before(async () => {
  vault = await openTrial()
  await open('amina@example.org', { confirmed: true })
})
after(() => vault.close())

const password = 'a long walk home'
const knock = (email: string, more: object = {}) => ({
  email,
  address: `from ${email}`,
  now,
  ...more,
})
const open = (email: string, more: object = {}) =>
  vault.ask('account', 'accounts.open', knock(email, { password, language: 'es', ...more }))
const check = (email: string, more: object = {}) =>
  vault.ask('account', 'accounts.check', knock(email, { password, ...more }))

async function letterFor(email: string, kind: string, more: object = {}) {
  const asked = await vault.ask('account', 'accounts.sendCode', knock(email, { kind, ...more }))
  const letter = await vault.ask('account', 'accounts.letter', { letter: asked.letter, now })
  return { handle: String(asked.letter), letter }
}
const answer = (letter: string, code: string, at = now) =>
  vault.ask('account', 'accounts.checkCode', { letter, code, address: letter, now: at })

test('an account opens with its password, however the address is written', async () => {
  const { peopleRef } = await check('amina@example.org')
  assert.match(peopleRef, /^[0-9a-f]{32}$/)
  assert.deepEqual(await check('  Amina@EXAMPLE.org '), { peopleRef, how: ['password'] })
  assert.equal(normalEmail('Ａmina@Bücher.example'), 'amina@xn--bcher-kva.example')
})

test('a wrong password and an unknown account get the same answer after the same work', async () => {
  promise('P2.7')
  const timed = async (email: string) => {
    const begun = performance.now()
    const said = await check(email, { password: 'not this one', address: `timed ${Math.random()}` })
    return { said, took: performance.now() - begun }
  }
  const known = [await timed('amina@example.org'), await timed('amina@example.org')]
  const unknown = [await timed('nobody@example.org'), await timed('nobody@example.org')]
  for (const { said } of [...known, ...unknown]) assert.deepEqual(said, { wrong: true })
  const fastest = (runs: { took: number }[]) => Math.min(...runs.map(({ took }) => took))
  assert.ok(fastest(unknown) > fastest(known) / 4, 'an unknown account is not answered at once')
})

test('after five wrong passwords one has to wait, and longer each time; a right one ends that', async () => {
  for (const email of ['bruno@example.org', 'nobody-at-all@example.org']) {
    if (email.startsWith('bruno')) await open(email, { confirmed: true })
    const wrong = (at: string) => check(email, { password: 'no', now: at })
    for (let n = 0; n < 5; n += 1) assert.deepEqual(await wrong(now), { wrong: true })
    assert.deepEqual(await wrong(now), { wait: 30 })
    assert.deepEqual(await check(email, { now: later(10) }), { wait: 20 }, 'not even the right one')
    assert.deepEqual(await wrong(later(30)), { wrong: true })
    assert.deepEqual(await wrong(later(31)), { wait: 59 })
  }
  assert.ok('peopleRef' in (await check('bruno@example.org', { now: later(100) })))
  assert.deepEqual(
    await check('bruno@example.org', { password: 'no', now: later(100) }),
    { wrong: true },
    'and the count begins anew',
  )
})

test('many guesses at the same moment count one by one', async () => {
  await open('chen@example.org', { confirmed: true })
  const guesses = Array.from({ length: 12 }, (_, n) =>
    check('chen@example.org', { password: `guess ${n}` }).catch(() => ({ busy: true })),
  )
  const said = await Promise.all(guesses)
  assert.ok(said.filter((one) => 'wrong' in one).length <= 5)
})

test('one address that tries many accounts has to wait too', async () => {
  const from = (n: number) => check(`guess-${n}@example.org`, { address: 'one and the same' })
  for (let n = 0; n < 30; n += 1) assert.deepEqual(await from(n), { wrong: true })
  assert.deepEqual(await from(31), { wait: 30 })
})

test('opening an account twice gives the same person, and no other password opens it', async () => {
  const first = await open('dora@example.org')
  assert.deepEqual(await open('dora@example.org'), first)
  assert.deepEqual(await open('DORA@example.org', { password: 'somebody else' }), { exists: true })
})

test('nobody signs in with a password until a letter to the address was answered', async () => {
  const { peopleRef } = await open('emil@example.org')
  assert.deepEqual(await check('emil@example.org'), { wrong: true })
  const { handle, letter } = await letterFor('emil@example.org', 'confirm')
  assert.equal(letter.to, 'emil@example.org')
  assert.deepEqual(await answer(handle, letter.secret), { peopleRef, how: ['mail'] })
  assert.deepEqual(await check('emil@example.org'), { peopleRef, how: ['password'] })
})

test('who opened an account in another person’s name is out when that person comes', async () => {
  await open('fatima@example.org', { password: 'the intruder’s own' })
  assert.deepEqual(await open('fatima@example.org'), { exists: true })
  const { handle, letter } = await letterFor('fatima@example.org', 'sign-in')
  assert.ok('peopleRef' in (await answer(handle, letter.secret)))
  const intruder = { password: 'the intruder’s own' }
  assert.deepEqual(await check('fatima@example.org', intruder), { wrong: true })
})

test('a code is six digits, good once, for ten minutes and five tries', async () => {
  const first = await letterFor('amina@example.org', 'sign-in')
  assert.match(first.letter.secret, /^\d{6}$/)
  assert.deepEqual(await answer(first.handle, first.letter.secret, later(601)), { wrong: true })
  assert.ok('peopleRef' in (await answer(first.handle, first.letter.secret, later(599))))
  assert.deepEqual(await answer(first.handle, first.letter.secret), { wrong: true })
  const second = await letterFor('amina@example.org', 'sign-in')
  const not = second.letter.secret === '123456' ? '654321' : '123456'
  for (let n = 0; n < 5; n += 1) assert.deepEqual(await answer(second.handle, not), { wrong: true })
  assert.deepEqual(await answer(second.handle, second.letter.secret), { wrong: true })
})

test('asking for a letter says nothing about whether there is an account, and none goes out', async () => {
  const { handle, letter } = await letterFor('nobody@example.org', 'sign-in')
  assert.match(handle, /^[0-9a-z]{26}$/)
  assert.equal(letter, null)
  assert.deepEqual(await answer(handle, '000000'), { wrong: true })
  assert.deepEqual(await answer('no-such-letter', '000000'), { wrong: true })
})

test('letters to one address are few', async () => {
  for (let n = 0; n < 5; n += 1) await letterFor('greta@example.org', 'reset', { address: `${n}` })
  const sixth = knock('greta@example.org', { kind: 'reset', address: 'elsewhere' })
  assert.deepEqual(await vault.ask('account', 'accounts.sendCode', sixth), { wait: 300 })
})

test('a new password needs the token of a letter, once and within an hour', async () => {
  const { letter } = await letterFor('dora@example.org', 'reset')
  const set = (token: string, chosen: string, at = now) =>
    vault.ask('account', 'accounts.setPassword', { token, password: chosen, address: 'x', now: at })
  assert.deepEqual(await set('not the token', 'mine now'), { wrong: true })
  assert.deepEqual(await set(letter.secret, 'mine now', later(3601)), { wrong: true })
  assert.ok('peopleRef' in (await set(letter.secret, 'a new one')))
  assert.deepEqual(await set(letter.secret, 'mine now'), { wrong: true })
  assert.ok('peopleRef' in (await check('dora@example.org', { password: 'a new one' })))
})

test('the address a letter goes to is read like any other personal value: with a row', async () => {
  const count = () =>
    vault.db.look((tx) =>
      tx.one(
        sql`select count(*) as n from vault.access where purpose = 'account.letters'`,
        z.object({ n: z.number() }),
      ),
    )
  const before = (await count())?.n ?? 0
  await letterFor('amina@example.org', 'reset')
  assert.equal((await count())?.n, before + 1)
})

test('people choose in which language they are written to', async () => {
  const { peopleRef } = await check('amina@example.org')
  await vault.ask('account', 'accounts.setLanguage', { peopleRef, language: 'ar' })
  assert.deepEqual(await vault.ask('account', 'accounts.facts', { peopleRef }), {
    since: now,
    language: 'ar',
    confirmed: true,
  })
})
