/** Links: opened by a button, once where it was made so, not after their end; and uploads that must not stay. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { multipart, sendsFile } from '#test/multipart'
import * as does from './actions/index.ts'
import { promise } from '#test/promise'

let city: TestCity
let amina: Somebody
let document: string
before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
  document = await kept(pdf('my diploma'))
  await city.work()
})
after(() => city.close())

const pdf = (words: string) => Buffer.from(`%PDF-1.4\n${words}\n%%EOF\n`)
const fields = { title: 'My diploma', kind: 'school' }

async function keeps(bytes: Buffer, name = 'diploma.pdf') {
  const file = { field: 'document', name, bytes }
  return sendsFile(city.city, '/documents/new/keep', { cookie: amina.cookie, fields, file })
}

async function kept(bytes: Buffer, name = 'diploma.pdf'): Promise<string> {
  const got = await keeps(bytes, name)
  assert.equal(got.status, 303, got.text.slice(0, 2000))
  return got.location.replace('/documents/', '')
}

/** Makes a link and gives its secret, as it stands on her page. */
async function shares(more: Record<string, unknown> = {}) {
  const asked = { document, recipient: 'The landlord', why: 'For the flat', until: '2026-03-20' }
  const { share } = await amina.does(does.share, { ...asked, ...more })
  const page = (await amina.opens(`/documents/${more['document'] ?? document}`)).text
  const card = page.slice(page.indexOf(`share-${share}`))
  return { share, secret: /\/shared#([\w-]+)/.exec(card)?.[1] ?? '', page }
}

const opens = (link: string, code?: string) =>
  city.anybody.posts('/shared/open', { link, ...(code ? { code } : {}) })

const fetches = async (location: unknown) => city.anybody.opens(`${String(location)}/file`)

test('a link opens by its secret in a form, the landlord has the file, and she sees that it was opened', async () => {
  promise('P2.19')
  const { share, secret } = await shares()
  const whole = `${city.city.facts.url}/shared#${secret}`
  const got = await opens(whole)
  assert.equal(got.status, 303)
  const location = String(got.headers['location'])
  assert.ok(!location.includes(secret))
  const file = await fetches(location)
  assert.match(file.text, /my diploma/)
  assert.equal(file.headers['referrer-policy'], 'no-referrer')
  const remoteAddress = '203.0.113.9'
  const elsewhere = await city.city.web.inject({ url: `${location}/file`, remoteAddress })
  assert.equal(elsewhere.statusCode, 404, 'the address of the file was passed on')
  const page = (await amina.opens(`/documents/${document}`)).text
  assert.match(page.slice(page.indexOf(`share-${share}`)), /Opened once/)
  const { accesses } = (await amina.opens('/api/folder')).json<{
    accesses: { purpose: string; case: string | null; reason: string | null }[]
  }>()
  const seen = accesses.find(({ purpose }) => purpose === 'documents.shared')
  assert.deepEqual([seen?.case, seen?.reason], [share, 'documents.shared.reason'])
  const rows = await city.rows(sql`select * from documents.share`)
  assert.doesNotMatch(JSON.stringify(rows), /landlord|flat/)
  assert.ok(!JSON.stringify(rows).includes(secret))
})

test('a link for one opening opens once, and not a second time', async () => {
  const { secret } = await shares({ once: true })
  const first = await opens(secret)
  assert.equal((await fetches(first.headers['location'])).status, 200)
  const second = await opens(secret)
  assert.equal(second.status, 422)
  assert.match(second.text, /opens only once/)
})

test('a link that she ended is closed at once, also for whoever has just opened it', async () => {
  promise('P2.19')
  const { share, secret } = await shares()
  const { headers } = await opens(secret)
  await amina.does(does.endShare, { share, document })
  assert.equal((await fetches(headers['location'])).status, 404)
  const again = await opens(secret)
  assert.deepEqual([again.status, /has ended the link/.test(again.text)], [422, true])
  const eva = await city.resident('eva')
  const other = await shares()
  await assert.rejects(eva.does(does.endShare, { share: other.share, document }), /no-such-share/)
})

test('a link lasts ninety days at most, and not into the past', async () => {
  const asked = { document, recipient: 'me', why: 'long' }
  await assert.rejects(amina.does(does.share, { ...asked, until: '2027-01-01' }), /share-too-long/)
  await assert.rejects(amina.does(does.share, { ...asked, until: '2026-03-01' }), /in-the-past/)
})

test('an access code is asked for, and five wrong ones close the link', async () => {
  const { secret } = await shares({ code: 'harbour-9' })
  assert.equal((await opens(secret)).headers['location'], '/shared?code=wrong')
  assert.match(String((await opens(secret, 'harbour-9')).headers['location']), /^\/shared\/.{20}/)
  for (let n = 0; n < 5; n += 1) await opens(secret, `wrong-${n}`)
  const locked = await opens(secret, 'harbour-9')
  assert.deepEqual([locked.status, /closed for good/.test(locked.text)], [422, true])
})

test('what she removed is gone for whoever had a link, and its hash leaves the city as well', async () => {
  const mine = await kept(pdf('soon gone'))
  const { secret } = await shares({ document: mine })
  const { headers } = await opens(secret)
  await amina.does(does.remove, { document: mine })
  assert.equal((await amina.opens(`/documents/${mine}`)).status, 404)
  assert.ok((await fetches(headers['location'])).status >= 400)
  assert.equal((await opens(secret)).status, 422)
})

const arriving = () => readdirSync(join(city.city.settings.data, 'files', 'arriving'))
const waiting = () => city.city.channel('documents').unconfirmed(0)

test('a file too large, of another kind or with a path in its name is refused, or kept under a safe name', async () => {
  const before = (await waiting()).length
  const huge = await keeps(Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(21_000_000)]))
  assert.deepEqual([huge.status, /too large/.test(huge.text)], [400, true])
  const bomb = Buffer.concat([
    Buffer.from('PK\x03\x04'),
    Buffer.alloc(5_000),
    Buffer.from('PK\x05\x06'),
  ])
  assert.equal((await keeps(bomb, 'bomb.zip')).status, 400)
  assert.equal((await keeps(bomb, 'bomb.docx')).status, 400, 'nobody unpacks it')
  assert.equal((await keeps(pdf('x'), 'page.html')).status, 400)
  assert.equal((await waiting()).length, before)
  assert.deepEqual(arriving(), [])
  const named = await kept(pdf('a path'), '../../etc/passwd\\..\\evil.pdf')
  const file = await amina.opens(`/documents/${named}/file`)
  assert.match(String(file.headers['content-disposition']), /filename="evil\.pdf"/)
})

test('a stranger cannot fill the vault: without signing in nothing is sealed', async () => {
  const before = (await waiting()).length
  const file = { field: 'document', name: 'a.pdf', bytes: pdf('a stranger') }
  const got = await sendsFile(city.city, '/documents/new/keep', { fields, file })
  assert.equal(got.status, 303)
  assert.equal((await waiting()).length, before)
})

test('an upload that is killed halfway leaves nothing behind', async () => {
  await city.city.web.listen({ port: 0, host: '127.0.0.1' })
  const { port } = city.city.web.server.address() as AddressInfo
  const body = multipart(fields, {
    field: 'document',
    name: 'a.pdf',
    bytes: Buffer.alloc(4_000_000),
  })
  const before = (await waiting()).length
  const headers = { ...body.headers, cookie: amina.cookie, 'content-length': body.payload.length }
  const to = { host: '127.0.0.1', port, path: '/documents/new/keep' }
  const sending = request({ ...to, method: 'POST', headers })
  sending.on('error', () => undefined)
  sending.write(body.payload.subarray(0, 1_000_000))
  for (let n = 0; n < 500 && arriving().length === 0; n += 1) {
    await new Promise((done) => setTimeout(done, 10))
  }
  assert.ok(arriving().length > 0, 'it was on its way')
  sending.destroy()
  for (let n = 0; n < 500 && arriving().length > 0; n += 1) {
    await new Promise((done) => setTimeout(done, 10))
  }
  assert.deepEqual(arriving(), [])
  assert.equal((await waiting()).length, before)
})

test('a link is over after its last day, in the vault as well, and a secret that is guessed opens nothing', async () => {
  const { secret } = await shares()
  const { headers } = await opens(secret)
  city.later(6 * 60_000)
  assert.equal((await fetches(headers['location'])).status, 404, 'the minutes to download are over')
  assert.equal((await opens('a-guessed-secret-of-some-length')).status, 404)
  city.today('2026-03-21T00:00:01.000Z')
  assert.match((await opens(secret)).text, /last day of this link is over/)
  await city.work()
  const open = await city.rows(sql`select share from documents.share where ended_at is null`)
  assert.deepEqual(open, [])
})
