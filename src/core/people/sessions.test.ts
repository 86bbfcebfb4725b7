import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from '#core/database'
import { badgeOf, endAllSessions, endSession, forgetSessions, listSessions } from '#core/people'
import { later, start, townHall } from './trial.ts'
import fc from 'fast-check'
import { z } from 'zod'

const { db, read, signIn, give } = await townHall()
after(() => db.close())

test('Amina signs in and is known by a pseudonym, with no post and no permission', async () => {
  const { secret, session } = await signIn('amina')
  assert.deepEqual(await read(secret), {
    ref: 'amina',
    kind: 'resident',
    posts: [],
    permissions: [],
    units: [],
    session,
    since: start,
    how: ['password'],
    assurance: 'low',
    provedAt: start,
    badge: badgeOf('amina'),
  })
})

test('the secret is 256 bits long, new at every sign-in, and the database does not know it', async () => {
  const [first, second] = [await signIn('bruno'), await signIn('bruno')]
  assert.match(first.secret, /^[0-9a-z]{52}$/)
  assert.notEqual(first.secret, second.secret)
  const rows = await db.look((tx) =>
    tx.many(
      sql`select to_jsonb(session)::text as row from people.session`,
      z.object({ row: z.string() }),
    ),
  )
  assert.ok(rows.length > 1)
  assert.ok(rows.every(({ row }) => !row.includes(first.secret) && !row.includes(second.secret)))
})

test('reading a session is one statement, and notes that it was used once a minute at most', async () => {
  const { secret } = await signIn('cost')
  await give('cost', 'roads-desk', 'roads')
  const statements = async (minutes: number) => {
    const before = db.counts.statements
    assert.ok(await read(secret, minutes))
    return db.counts.statements - before
  }
  assert.equal(await statements(0.5), 1)
  assert.equal(await statements(1), 2)
  assert.equal(await statements(1.9), 1)
  assert.equal(await statements(2.1), 2)
})

test('twenty pages opened at once by one browser all know who it is', async () => {
  const { secret } = await signIn('many')
  const people = await Promise.all(Array.from({ length: 20 }, () => read(secret, 5)))
  assert.ok(people.every((person) => person?.ref === 'many'))
})

test('a session ends when nobody used it for thirty minutes', async () => {
  const { secret } = await signIn('idle')
  assert.ok(await read(secret, 29.9))
  assert.ok(await read(secret, 59.8), 'it was used in between')
  assert.equal(await read(secret, 89.8), null)
})

test('a session ends after twelve hours, however busy it was', async () => {
  const { secret } = await signIn('busy')
  for (let minutes = 20; minutes < 720; minutes += 20) assert.ok(await read(secret, minutes))
  assert.ok(await read(secret, 719))
  assert.equal(await read(secret, 720), null)
})

test('Carla sees where she is signed in, ends one browser, and then all of them', async () => {
  const phone = await signIn('carla', 0, 'Safari on iPhone')
  const laptop = await signIn('carla', 1, 'Firefox 128.0 on Linux (10.0.0.7)')
  const list = () => db.look((tx) => listSessions(tx, 'carla', later(2)))
  assert.deepEqual(
    (await list()).map(({ session, about }) => [session, about]),
    [
      [laptop.session, 'Firefox on Linux'],
      [phone.session, 'Safari on iPhone'],
    ],
  )
  await db.transact((tx) => endSession(tx, phone.session))
  assert.equal(await read(phone.secret, 2), null)
  assert.ok(await read(laptop.secret, 2))
  await db.transact((tx) => endAllSessions(tx, 'carla'))
  assert.deepEqual(await list(), [])
  assert.equal(await read(laptop.secret, 2), null)
})

test('sessions that ended by themselves are forgotten', async () => {
  const { secret } = await signIn('gone', 3000)
  await db.transact((tx) => forgetSessions(tx, later(3000)))
  assert.ok(await read(secret, 3000))
  assert.equal(await db.transact((tx) => forgetSessions(tx, later(3031))), 1)
})

test('whatever a browser sends instead of a secret, nobody is signed in', async () => {
  const junk = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.stringMatching(/^[0-9a-z]{20,64}$/),
  )
  await fc.assert(
    fc.asyncProperty(junk, async (secret) => (await read(secret)) === null),
    { numRuns: 50 },
  )
})
