import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { promise } from '#test/promise'
import { z } from 'zod'
import { later, now, openTrial, type Trial } from '../testing.ts'
import { fromBase32, hotp, stepAt } from './one-time-codes.ts'

const ask = (op: string, input: object) => vault.ask('account', `accounts.${op}`, input)
const WRONG = { wrong: true }

let vault: Trial
before(async () => {
  vault = await openTrial()
})
after(() => vault.close())

/** Somebody comes back from a provider in the browser `own`. */
async function arrives(subject: string, more: object = {}) {
  const arrived = {
    provider: 'card',
    issuer: 'https://id.example',
    subject,
    assurance: 'substantial',
    provedAt: null,
    resident: false,
    email: null,
    called: null,
    browser: 'own',
    peopleRef: null,
    now,
  }
  const { arrival } = await ask('arrive', { ...arrived, ...more })
  return { arrival, browser: 'own', now, peopleRef: null }
}

/** Makes an account for somebody new. */
async function opens(subject: string, more: object = {}): Promise<string> {
  const held = await arrives(subject, more)
  return String((await ask('openArrival', { ...held, language: 'en' })).peopleRef)
}

const rows = (what: ReturnType<typeof sql>) =>
  vault.db.look((tx) => tx.many(what, z.object({ row: z.string() })))

test('of what a provider calls somebody the tables hold nothing that can be read', async () => {
  promise('P2.14')
  const told = { email: 'telling@example.org', called: 'a telling name' }
  await opens('telling-subject', told)
  await arrives('telling-subject', told)
  const kept = JSON.stringify([
    await rows(sql`select row_to_json(t)::text as row from vault.identity t`),
    await rows(sql`select row_to_json(t)::text as row from vault.arrival t`),
  ])
  for (const form of ['utf8', 'hex'] as const) {
    assert.ok(!kept.includes(Buffer.from('telling').toString(form)), `it stands there as ${form}`)
  }
})

test('an arrival is good once, for ten minutes, in the browser that came', async () => {
  const peopleRef = await opens('amina')
  const held = await arrives('amina')
  assert.deepEqual(await ask('enterArrival', { ...held, browser: 'other' }), WRONG)
  assert.deepEqual(await ask('enterArrival', { ...held, now: later(601) }), WRONG)
  const came = { peopleRef, how: ['provider'], assurance: 'substantial', provedAt: null }
  assert.deepEqual(await ask('enterArrival', held), came)
  assert.deepEqual(await ask('enterArrival', held), WRONG)
})

test('the same name at another issuer is somebody else', async () => {
  await opens('bruno')
  const held = await arrives('bruno', { issuer: 'https://else.example' })
  assert.deepEqual(await ask('enterArrival', held), { unknown: true })
})

test('where a provider is no surer than a password, the code generator is asked for all the same', async () => {
  const peopleRef = await opens('carla', { assurance: 'low' })
  const { secret } = await ask('offerGenerator', { peopleRef, now })
  const code = hotp(fromBase32(secret), stepAt(now))
  await ask('takeGenerator', { peopleRef, now, code })
  const half = await ask('enterArrival', await arrives('carla', { assurance: 'low' }))
  assert.deepEqual(Object.keys(half).toSorted(), ['second', 'whose'])
  const next = hotp(fromBase32(secret), stepAt(later(60)))
  const second = { second: half.second, code: next, address: 'there', now: later(60) }
  assert.deepEqual((await ask('checkSecond', second)).how, ['provider', 'generator'])
})

test('whoever was signed in when they left comes back as nobody else, and adds nothing of another', async () => {
  const dora = await opens('dora')
  const elena = await opens('elena')
  const stranger = await arrives('elena', { peopleRef: dora })
  assert.deepEqual(await ask('enterArrival', { ...stranger, peopleRef: dora }), { stranger: true })
  const taken = await arrives('elena', { peopleRef: dora })
  assert.equal(await ask('addArrival', { ...taken, peopleRef: dora }), 'others')
  const own = await arrives('new-one', { peopleRef: dora })
  assert.equal(await ask('addArrival', { ...own, peopleRef: elena }), 'over')
  assert.equal(await ask('addArrival', { ...own, peopleRef: dora }), 'added')
  const [first, second] = (await ask('waysOf', { peopleRef: dora })).identities
  const remove = (identity: string) => ask('removeIdentity', { peopleRef: dora, identity, now })
  assert.equal(await remove(first.identity), 'removed')
  assert.equal(await remove(second.identity), 'last')
})

test('the day on which a claim proved residence stays, and a later visit without it takes nothing away', async () => {
  const peopleRef = await opens('fatima', { resident: true })
  await ask('enterArrival', await arrives('fatima', { assurance: 'low' }))
  const [one] = (await ask('waysOf', { peopleRef })).identities
  assert.equal(one.residentAt, now)
  assert.equal(one.assurance, 'substantial')
})

test('an account that is erased opens to no provider any more', async () => {
  const peopleRef = await opens('gita')
  const ref = await vault.ask('folder', 'refOf', { people: peopleRef })
  await vault.ask('folder', 'erase', { ref, classes: ['account'], at: now })
  assert.deepEqual(await ask('enterArrival', await arrives('gita')), { unknown: true })
})
