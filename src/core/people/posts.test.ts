import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  anyone,
  appoint,
  badgeOf,
  dismiss,
  listPostHistory,
  listPosts,
  makeInvitation,
  may,
  readInvitation,
  residents,
  signedOut,
  takeInvitation,
  unitsOf,
} from '#core/people'
import { later, start, townHall } from './trial.ts'

const { db, read, signIn, give } = await townHall()
after(() => db.close())

test('an official may what any of the posts allows, from the moment of the appointment', async () => {
  const { secret } = await signIn('nadia')
  assert.equal(await give('nadia', 'roads-desk', 'roads'), true)
  assert.equal(await give('nadia', 'roads-desk', 'roads'), false, 'a second time changes nothing')
  await give('nadia', 'auditor')
  const nadia = await read(secret)
  assert.equal(nadia?.kind, 'official')
  assert.deepEqual(nadia.permissions, ['reports.move', 'reports.answer', 'reports.read'])
  assert.deepEqual(nadia.units, ['roads'])
})

test('a post for one unit reaches that unit only, whatever other posts reach', async () => {
  const { secret } = await signIn('omar')
  await give('omar', 'roads-desk', 'roads')
  await give('omar', 'roads-desk', 'parks')
  await give('omar', 'auditor')
  const omar = await read(secret)
  assert.deepEqual(unitsOf(omar, 'reports.move'), ['roads', 'parks'])
  assert.equal(unitsOf(omar, 'reports.read'), 'all')
  assert.deepEqual(unitsOf(omar, 'people.manage'), [])
  assert.deepEqual(unitsOf(null, 'reports.read'), [])
})

test('a role that the city no longer has allows nothing', async () => {
  const { secret } = await signIn('pia')
  await give('pia', 'lamplighter')
  assert.equal((await read(secret))?.kind, 'resident')
})

test('a dismissed official may nothing more at once, and the history remembers', async () => {
  const { secret } = await signIn('quim')
  const post = { ref: 'quim', role: 'clerk', unit: null }
  await db.transact((tx) => appoint(tx, { ...post, now: start, by: 'nadia' }))
  assert.ok(may('people.manage').admits(await read(secret)))
  const now = later(10)
  assert.equal(await db.transact((tx) => dismiss(tx, { ...post, now, by: 'omar' })), true)
  assert.equal(await db.transact((tx) => dismiss(tx, { ...post, now })), false)
  assert.equal(may('people.manage').admits(await read(secret, 10)), false)
  await db.transact((tx) => appoint(tx, { ...post, now: later(20) }))
  const history = await db.look((tx) => listPostHistory(tx, { ref: 'quim' }))
  assert.deepEqual(
    history.map(({ since, until }) => [since, until]),
    [
      [later(20), null],
      [start, now],
    ],
  )
})

test('the list of officials can be read page by page', async () => {
  const all = await db.look((tx) => listPosts(tx))
  const pages: typeof all = []
  for (let after = ''; ; after = pages.at(-1)?.id ?? '') {
    const page = await db.look((tx) => listPosts(tx, { after, limit: 2 }))
    pages.push(...page)
    if (page.length < 2) break
  }
  assert.ok(all.length > 4)
  assert.deepEqual(pages, all)
})

test('an invitation makes the first one who takes it an official, and nobody else', async () => {
  const offer = { role: 'clerk', unit: 'town-hall', now: start }
  const secret = await db.transact((tx) => makeInvitation(tx, offer))
  const shown = await db.look((tx) => readInvitation(tx, secret, later(1)))
  assert.deepEqual(shown, { role: 'clerk', unit: 'town-hall', until: later(7 * 24 * 60) })
  const takes = ['rosa', 'sven', 'tove'].map((ref) =>
    db.transact((tx) => takeInvitation(tx, secret, ref, later(1))),
  )
  const posts = (await Promise.all(takes)).filter((post) => post !== null)
  assert.deepEqual(posts, [{ role: 'clerk', unit: 'town-hall', isNew: true }])
  const held = (await db.look((tx) => listPosts(tx))).filter(({ unit }) => unit === 'town-hall')
  assert.equal(held.length, 1)
  assert.equal(await db.look((tx) => readInvitation(tx, secret, later(1))), null)
})

test('an invitation is over after seven days, and when a newer one is to be the only one', async () => {
  const offer = { role: 'clerk', unit: null, now: start }
  const old = await db.transact((tx) => makeInvitation(tx, offer))
  const take = (secret: string, minutes: number) =>
    db.transact((tx) => takeInvitation(tx, secret, 'ulla', later(minutes)))
  assert.equal(await take(old, 7 * 24 * 60), null)
  const only = await db.transact((tx) => makeInvitation(tx, { ...offer, only: true }))
  assert.equal(await take(old, 1), null)
  assert.deepEqual(await take(only, 7 * 24 * 60 - 1), { role: 'clerk', unit: null, isNew: true })
  assert.equal(await take('not a secret', 1), null)
})

test('a policy admits by role alone and names the sentence that says who may', async () => {
  const { secret } = await signIn('vera')
  const vera = await read(secret)
  const table = [anyone, residents, signedOut, may('reports.move')].map((policy) => [
    policy.sentence,
    policy.admits(null),
    policy.admits(vera),
  ])
  assert.deepEqual(table, [
    ['people.who.anyone', true, true],
    ['people.who.residents', false, true],
    ['people.who.signed-out', true, false],
    ['people.who.reports.move', false, false],
  ])
})

test('a badge can be said on the phone, stays the same, and is rarely shared', () => {
  const badges = Array.from({ length: 200 }, (_, n) => badgeOf(`official-${n}`))
  assert.ok(
    badges.every((badge) => /^[2-9B-Z]-[2-9B-Z]{2}$/.test(badge) && !/[AEILOU]/.test(badge)),
  )
  assert.equal(badgeOf('official-7'), badges[7])
  assert.ok(new Set(badges).size > 190)
})
