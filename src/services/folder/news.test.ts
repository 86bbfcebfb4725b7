/** Being told who looked, consents with their receipts, and the last letter of an account. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Action } from '#core/actions'
import { sql } from '#core/database'
import { enqueuer } from '#core/jobs'
import { Refusal } from '#core/kernel'
import type { Access } from '#core/vault'
import folder from '#services/folder'
import type { Somebody, TestCity } from '#test/city'
import { call, openRescue, reads, rescued, signsIn } from '#test/rescue'
import { unzipped } from '#test/unzipped'
import { requireAtom } from '#test/atom'
import { promise } from '#test/promise'

let city: TestCity
let amina: Somebody
let ref: string
before(async () => {
  city = await openRescue()
  amina = await city.resident('amina')
  const values = { 'contact.email': 'amina@example.org', 'contact.phone': '+34 600 123 456' }
  ref = await rescued(city, amina, values, [call])
})
after(() => city?.close())

function can(verb: string): Action {
  const found = folder.actions.find(({ name }) => name === `folder.${verb}`)
  assert.ok(found, `nobody can ${verb}`)
  return found
}
const why = (code: string) => (failure: unknown) =>
  failure instanceof Refusal && failure.reasons.some((reason) => reason.code === code)
const letters = async (about: RegExp) =>
  (await city.letters()).filter((one) => about.test(one.subject))

/** Does a regular job at once. */
async function hour(name: string): Promise<void> {
  const job = folder.jobs?.find((one) => one.name === name)
  assert.ok(job)
  await city.city.db.transact((tx) => enqueuer(tx, city.city.clock)(job, {}))
  await city.work()
}

interface Jws {
  readonly head: { alg: string; kid: string; typ: string; jku: string }
  readonly payload: Record<string, unknown>
}

/** Checks a compact JWS with the keys that the city publishes, as a stranger with a crypto library would. */
async function checked(text: string): Promise<Jws> {
  const [head = '', payload = '', signature = ''] = text.split('.')
  const said = JSON.parse(Buffer.from(head, 'base64url').toString())
  const url = new URL(said.jku)
  const set = (await city.anybody.opens(url.pathname)).json<{ keys: { kid: string }[] }>()
  const key = set.keys.find(({ kid }) => kid === said.kid)
  assert.ok(key, 'the key is published')
  assert.ok(!('d' in key), 'the private half is not')
  const jwk = createPublicKey({ key, format: 'jwk' })
  const good = verify(
    null,
    Buffer.from(`${head}.${payload}`),
    jwk,
    Buffer.from(signature, 'base64url'),
  )
  assert.ok(good, 'the signature holds')
  return { head: said, payload: JSON.parse(Buffer.from(payload, 'base64url').toString()) }
}

/** The same checked by OpenSSL: raw key and signature, as the RFCs 8410 and 7515 put them together. */
function foreign(text: string, x: string): boolean {
  const [head = '', payload = '', signature = ''] = text.split('.')
  const folder = mkdtempSync(join(tmpdir(), 'cityright-jws-'))
  const file = (name: string, bytes: Buffer | string) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const der = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    Buffer.from(x, 'base64url'),
  ])
  const key = `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`
  const [pem, said] = [file('key.pem', key), file('said', `${head}.${payload}`)]
  const signed = file('signature', Buffer.from(signature, 'base64url'))
  const how = ['pkeyutl', '-verify', '-pubin', '-inkey', pem, '-rawin', '-in', said]
  const done = spawnSync('openssl', [...how, '-sigfile', signed])
  rmSync(folder, { recursive: true })
  return done.status === 0
}

test('she agrees to a letter a week, and her receipt is checked by a stranger with the published key alone', async () => {
  promise('P2.21')
  const { consent } = (await amina.does(can('start-weekly'), {})) as { consent: string }
  const answer = await amina.opens(`/folder/consents/${consent}/receipt`)
  assert.match(String(answer.headers['content-disposition']), /attachment; filename="consent-/)
  const { head, payload } = await checked(answer.text)
  assert.equal(head.alg, 'EdDSA')
  const keys = (await city.anybody.opens(new URL(head.jku).pathname)).json<{
    keys: { kid: string; x: string }[]
  }>()
  const x = keys.keys.find(({ kid }) => kid === head.kid)?.x ?? ''
  assert.equal(foreign(answer.text, x), true)
  const [, body = ''] = answer.text.split('.')
  const forged = answer.text.replace(body, Buffer.from('{}').toString('base64url'))
  assert.equal(foreign(forged, x), false)
  assert.ok(payload['@context'])
  const eva = await city.resident('eva')
  assert.equal((await eva.opens(`/folder/consents/${consent}/receipt`)).status, 404)
  const page = (await amina.opens(`/folder/consents/${consent}`)).text
  assert.match(page, /the city reads the address you sign in with on Mondays/)
})

test('the receipt says everything that ISO/IEC TS 27560 asks for, in the words of the vocabulary', async () => {
  const { taken } = { taken: await city.city.channel('folder').refOf(amina.ref) }
  const [{ id } = { id: '' }] = await city.city.channel('folder').rights.consents(taken)
  const { payload } = await checked((await amina.opens(`/folder/consents/${id}/receipt`)).text)
  assert.equal(payload['@type'], 'dpv:ConsentReceipt')
  assert.equal(payload['dct:conformsTo'], 'https://w3id.org/dpv/schema/dpv-27560')
  for (const must of ['@context', 'dpv:hasIdentifier', 'dct:created'])
    assert.ok(payload[must], must)
  const [record = {}] = payload['dpv:hasRecordOfActivity'] as Record<string, unknown>[]
  const mandatory = [
    'dct:conformsTo',
    'dct:identifier',
    'dpv:hasDataSubject',
    'dpv:hasNotice',
    'dpv:hasProcess',
    'dpv:hasDataController',
    'dpv:hasJurisdiction',
    'dpv:hasLegalBasis',
    'dpv:hasConsentControl',
    'dpv:hasRight',
    'dpv:hasConsentStatus',
  ]
  assert.deepEqual(
    mandatory.filter((one) => !record[one]),
    [],
  )
  const [process] = record['dpv:hasProcess'] as Record<string, unknown>[]
  assert.deepEqual(process?.['dpv:hasPersonalData'], ['pd:EmailAddress'])
  for (const one of ['dpv:hasPurpose', 'dpv:hasStorageCondition', 'dpv:hasRecipient'])
    assert.ok(process?.[one], one)
  const notice = record['dpv:hasNotice'] as Record<string, string>
  assert.equal(notice['dct:language'], 'en')
  assert.match(notice['dct:description'] ?? '', /on Mondays/)
  assert.doesNotMatch(JSON.stringify(payload), /amina/, 'a pseudonym stands for the person')
})

test('on Monday she gets one letter with a number and a link, also when the city is killed half way through', async () => {
  for (let n = 0; n < 3; n += 1) await reads(city, ref)
  city.today('2026-03-09T06:20:00.000Z')
  const { mail } = city.city
  const send = mail.send.bind(mail)
  let kills = 1
  mail.send = async (letter) => {
    const sent = await send(letter)
    kills -= 1
    if (kills === 0) throw new Error('killed after the post took it')
    return sent
  }
  await hour('folder.plan-weekly')
  await hour('folder.plan-weekly')
  city.later(120_000)
  await city.work()
  mail.send = send
  const [letter, ...more] = await letters(/new readings? in your folder/)
  assert.deepEqual(more, [])
  assert.ok(kills < 0, 'it was tried a second time')
  assert.match(letter?.text ?? '', /your data were read 3 times/)
  assert.doesNotMatch(letter?.text ?? '', /rescue|telephone|contact/i)
  city.today('2026-03-16T06:20:00.000Z')
  await hour('folder.plan-weekly')
  assert.equal((await letters(/in your folder/)).length, 1, 'nothing was read but for the letter')
})

test('with one button the letters end, and nobody tries to read her address any more', async () => {
  promise('P2.21')
  await signsIn(amina, 'amina')
  await amina.does(can('withdraw'), { notice: 'folder-weekly' })
  await reads(city, ref)
  city.today('2026-03-23T06:20:00.000Z')
  await hour('folder.plan-weekly')
  assert.equal((await letters(/in your folder/)).length, 1)
  await signsIn(amina, 'amina')
  const all = (await amina.opens('/folder.json?service=folder')).json<{ accesses: Access[] }>()
  assert.equal(all.accesses.filter(({ purpose }) => purpose === 'folder.weekly').length, 2)
  const mine = await city.city.channel('folder').refOf(amina.ref)
  const [{ id } = { id: '' }] = await city.city.channel('folder').rights.consents(mine)
  const { payload } = await checked((await amina.opens(`/folder/consents/${id}/receipt`)).text)
  assert.match(JSON.stringify(payload), /dpv:ConsentWithdrawn/)
})

test('news under a secret address say as much as she chose, and nothing once she ends it', async () => {
  const make = async (detail: string) =>
    ((await amina.does(can('open-feed'), { detail })) as { secret: string }).secret
  const [plain, full] = [await make('count'), await make('sentence')]
  const shown = (await amina.opens(`/folder/news?made=${full}`)).text
  assert.ok(shown.includes(`/folder/feeds/${full}`))
  assert.doesNotMatch((await amina.opens('/folder/news')).text, new RegExp(full), 'only once')
  const bare = await city.anybody.opens(`/folder/feeds/${plain}`)
  assert.equal(bare.headers['content-type'], 'application/atom+xml; charset=utf-8')
  const entries = requireAtom(bare.text)
  assert.equal(entries.length, 6)
  assert.doesNotMatch(bare.text, /e-mail|telephone|program|rescue/)
  const told = (await city.anybody.opens(`/folder/feeds/${full}`)).text
  requireAtom(told)
  assert.match(told, /The city’s own program read: e-mail address and telephone number/)
  assert.doesNotMatch(told, /amina|600 123/)
  const [row] = await city.rows(sql`select * from folder.feed order by id limit 1`)
  assert.ok(!JSON.stringify(row).includes(plain), 'the secret itself is not kept')
  const page = (await amina.opens('/folder/news')).text
  const [, feed = ''] = /name="feed" value="([^"]+)"/.exec(page) ?? []
  const eva = await city.resident('eva-again')
  await assert.rejects(eva.does(can('end-feed'), { feed }), why('folder.no-feed'))
  await amina.does(can('end-feed'), { feed })
  const left = [plain, full].map((one) => city.anybody.opens(`/folder/feeds/${one}`))
  assert.deepEqual((await Promise.all(left)).map(({ status }) => status).toSorted(), [200, 404])
})

test('nobody has more than five secret addresses', async () => {
  for (let n = 0; n < 4; n += 1) await amina.does(can('open-feed'), { detail: 'count' })
  await assert.rejects(amina.does(can('open-feed'), { detail: 'count' }), why('too-many-feeds'))
})

test('she sees every value with its purpose, retention and source, and her looking is written down', async () => {
  const page = (await amina.opens('/folder/data')).text
  for (const text of ['amina@example.org', '+34 600 123 456', amina.email])
    assert.ok(page.includes(text))
  assert.match(page, /Until a year after the case is closed/)
  assert.match(page, /Until the account is closed/)
  assert.match(page, /You, in the service/)
  const { accesses } = (await amina.opens('/folder.json')).json<{ accesses: Access[] }>()
  assert.deepEqual([accesses[0]?.purpose, accesses[0]?.actor.kind], ['folder.values', 'self'])
  city.later(11 * 60_000)
  assert.equal((await amina.opens('/folder/data')).status, 303, 'later she proves again who she is')
  await signsIn(amina, 'amina')
})

test('her first page says of the sign-in address who reads it, also when no case is open', async () => {
  const page = (await amina.opens('/folder')).text
  assert.match(page, /to write to you about your account\. Nobody else\./, 'the consent is over')
  const nour = await city.resident('nour')
  await nour.does(can('start-weekly'), {})
  assert.match((await nour.opens('/folder')).text, /because you agreed: My folder\./)
  assert.match(page, /Readings are kept for 10 years/)
})

test('the receipts of what she agreed to and took back are in what she takes along', async () => {
  const headers = { cookie: amina.cookie }
  const got = await city.city.web.inject({ method: 'GET', url: '/folder/take/archive', headers })
  const files = unzipped(got.rawPayload)
  const receipts = [...files].filter(([name]) => name.startsWith('consents/'))
  assert.equal(receipts.length, 1)
  await checked(receipts[0]?.[1] ?? '')
})

test('a letter goes to the address of a closed account, says nothing personal, and then nothing is left of it', async () => {
  const to = amina.email
  await amina.does(can('erase'), { class: 'account' })
  await city.work()
  const farewell = (await city.letters()).filter((one) => /is closed/.test(one.subject))
  assert.deepEqual(
    farewell.map((one) => one.to),
    [to],
  )
  assert.doesNotMatch(farewell[0]?.text ?? '', /amina|rescue|600/)
  assert.deepEqual(await city.rows(sql`select 1 as left from folder.feed`), [])
  const [{ input = '' } = {}] = await city.rows(
    sql`select coalesce(string_agg(input::text, ' '), '') as input from jobs.job`,
  )
  assert.ok(!String(input).includes('amina'))
})
