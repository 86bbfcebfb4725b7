import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { later, now, official, openTrial, type Trial } from '../testing.ts'
import { accountLetters, accountRecovery } from '../account-purposes.ts'
import { fromBase32, hotp, stepAt } from './one-time-codes.ts'
import { type Device, softPasskey } from '#test/passkey'

const site = { id: 'luzarra.example', origin: 'https://luzarra.example', name: 'Luzarra' }

let vault: Trial
let amina: string
let bruno: string
const ask = (op: string, input: object) => vault.ask('account', `accounts.${op}`, input)

before(async () => {
  vault = await openTrial()
  await vault.publish('account', [accountLetters, accountRecovery])
  const open = (email: string) =>
    ask('open', { email, password: 'a long walk home', address: email, now, language: 'en' })
  amina = (await open('amina@example.org')).peopleRef
  bruno = (await open('bruno@example.org')).peopleRef
})
after(() => vault.close())

const device = (more: Partial<Device> = {}): Device => ({
  id: site.id,
  origin: site.origin,
  counter: 1,
  verified: true,
  ...more,
})

async function added(peopleRef: string, its: Device, name = 'My telephone') {
  const passkey = softPasskey(its)
  const { challenge } = await ask('askNewPasskey', { peopleRef, site, now })
  const response = passkey.makes(challenge)
  return { passkey, said: await ask('addPasskey', { peopleRef, site, response, name, now }) }
}

async function enters(passkey: ReturnType<typeof softPasskey>, at = now) {
  const { challenge } = await ask('askPasskey', { site, now: at })
  const response = passkey.signs(challenge)
  return { response, said: await ask('checkPasskey', { site, response, address: 'here', now: at }) }
}

const WRONG = { wrong: true }

test('a passkey that was added signs its owner in, and is listed by its name', async () => {
  const its = device({ synced: true })
  const { passkey } = await added(amina, its)
  its.counter = 2
  assert.deepEqual((await enters(passkey)).said, { peopleRef: amina, how: ['passkey'] })
  const { passkeys } = await ask('waysOf', { peopleRef: amina })
  const [one] = passkeys
  assert.deepEqual([one.passkey, one.name, one.synced], [passkey.id, 'My telephone', true])
})

test('what was signed once is not taken a second time, and a question is old after ten minutes', async () => {
  const { passkey } = await added(amina, device({ counter: 0 }))
  const { response, said } = await enters(passkey)
  assert.deepEqual(said, { peopleRef: amina, how: ['passkey'] })
  const again = { site, response, address: 'here', now }
  assert.deepEqual(await ask('checkPasskey', again), WRONG)
  const { challenge } = await ask('askPasskey', { site, now })
  const late = { site, response: passkey.signs(challenge), address: 'here', now: later(601) }
  assert.deepEqual(await ask('checkPasskey', late), WRONG)
})

test('a copied key whose counter does not move on is refused', async () => {
  const its = device({ counter: 7 })
  const { passkey } = await added(amina, its)
  assert.deepEqual((await enters(passkey)).said, WRONG)
  its.counter = 8
  assert.deepEqual((await enters(passkey)).said, { peopleRef: amina, how: ['passkey'] })
})

test('another site, an unverified person and an unknown key are refused', async () => {
  const foreign = { origin: 'https://luzarra.evil.example' }
  assert.deepEqual((await added(amina, device(foreign))).said, WRONG)
  assert.deepEqual((await added(amina, device({ verified: false }))).said, WRONG)
  const its = device({ counter: 0 })
  const { passkey } = await added(amina, its)
  its.verified = false
  assert.deepEqual((await enters(passkey)).said, WRONG)
  assert.deepEqual((await enters(softPasskey(device()))).said, WRONG)
  its.verified = true
  for (const elsewhere of [foreign, { id: 'evil.example' }]) {
    Object.assign(its, elsewhere)
    assert.deepEqual((await enters(passkey)).said, WRONG, JSON.stringify(elsewhere))
    Object.assign(its, { origin: site.origin, id: site.id })
  }
  assert.deepEqual((await enters(passkey)).said, { peopleRef: amina, how: ['passkey'] })
})

test('a question that was asked for one person adds nothing to another', async () => {
  const passkey = softPasskey(device())
  const { challenge } = await ask('askNewPasskey', { peopleRef: amina, site, now })
  const response = passkey.makes(challenge)
  const stolen = { peopleRef: bruno, site, response, name: 'Mine', now }
  assert.deepEqual(await ask('addPasskey', stolen), WRONG)
  assert.deepEqual((await ask('waysOf', { peopleRef: bruno })).passkeys, [])
})

test('only its owner renames or removes a passkey; after that it opens nothing', async () => {
  const { passkey } = await added(bruno, device({ counter: 0 }))
  const its = { passkey: passkey.id, now }
  assert.equal(await ask('renamePasskey', { ...its, peopleRef: amina, name: 'Hers' }), false)
  assert.equal(await ask('removePasskey', { ...its, peopleRef: amina }), 'none')
  assert.equal(await ask('renamePasskey', { ...its, peopleRef: bruno, name: 'Old phone' }), true)
  const [one] = (await ask('waysOf', { peopleRef: bruno })).passkeys
  assert.equal(one.name, 'Old phone')
  assert.equal(await ask('removePasskey', { ...its, peopleRef: bruno }), 'removed')
  assert.deepEqual((await enters(passkey)).said, WRONG)
})

test('whoever was helped at a desk has a new password, and nothing that was lost opens the account', async () => {
  const email = 'dora@example.org'
  const open = { email, password: 'a long walk home', address: email, now, language: 'en' }
  const { peopleRef } = await ask('open', { ...open, confirmed: true })
  const own = { peopleRef, now }
  const { passkey } = await added(peopleRef, device({ counter: 0 }))
  const { secret } = await ask('offerGenerator', own)
  await ask('takeGenerator', { ...own, code: hotp(fromBase32(secret), stepAt(now)) })
  const told = { provedAt: null, resident: false, email: null, called: null, browser: 'own' }
  const card = { provider: 'card', issuer: 'https://id.example', subject: 'dora' }
  const came = { ...card, ...told, assurance: 'substantial', peopleRef, now }
  const { arrival } = await ask('arrive', came)
  assert.equal(await ask('addArrival', { ...own, arrival, browser: 'own' }), 'added')

  const helped = { email, evidence: 'passport', actor: official, address: 'desk', now }
  const { recovery, code } = await ask('openRecovery', helped)
  const second = await vault.ask('account', 'refOf', { people: bruno })
  await ask('approveRecovery', { recovery, official: second, now })
  const password = 'a boat with a red sail'
  const taken = { code, password, address: 'here', now }
  assert.deepEqual(await ask('takeRecovery', taken), { peopleRef, how: ['desk'] })
  assert.deepEqual((await enters(passkey)).said, WRONG)
  const { passkeys, identities, generatorSince } = await ask('waysOf', { peopleRef })
  assert.deepEqual([passkeys, identities, generatorSince], [[], [], null])
  const knock = { email, password, address: 'here', now }
  assert.deepEqual(await ask('check', knock), { peopleRef, how: ['password'] })
})

test('no other service learns of passkeys or asks for them', async () => {
  await assert.rejects(
    vault.ask('reports', 'accounts.waysOf', { peopleRef: amina }),
    /foreign-line/,
  )
  await assert.rejects(vault.ask('folder', 'accounts.askPasskey', { site, now }), /foreign-line/)
})
