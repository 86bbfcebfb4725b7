import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { checkProof, parsePolicy, proofFrom } from '#core/record/log'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can, lamp } from '#test/lamp'
import { sendsFile } from '#test/multipart'
import * as does from './actions/index.ts'
import { promise } from '#test/promise'

let city: TestCity
let amina: Somebody
let eva: Somebody
let lead: Somebody
before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
  eva = await city.resident('eva')
  lead = await city.official('bruno', 'unit-lead', 'lighting')
})
after(() => city.close())

const pdf = (words: string) => Buffer.from(`%PDF-1.4\n${words}\n%%EOF\n`)
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const idIn = (location: string) => location.replace(/^\/documents\//, '').replace(/#.*$/, '')

async function keeps(who: Somebody, bytes: Buffer, name = 'lease.pdf', fields = {}) {
  const file = { field: 'document', name, bytes }
  const all = { title: 'My lease', kind: 'home', ...fields }
  return sendsFile(city.city, '/documents/new/keep', { cookie: who.cookie, fields: all, file })
}

const bytesOf = (who: Somebody, path: string) =>
  city.city.web.inject({ method: 'GET', url: path, headers: { cookie: who.cookie } })

/** The unit gives Amina a permit in her own report. */
async function gives(bytes: Buffer, more: Record<string, string> = {}) {
  const { number } = await amina.does(can('report'), { ...lamp })
  const fields = { kind: 'permit', title: 'Permit to dig', ...more }
  const file = { field: 'document', name: 'permit.pdf', bytes }
  const path = `/reports/desk/${number}/document/give`
  const got = await sendsFile(city.city, path, { cookie: lead.cookie, fields, file })
  assert.equal(got.status, 303, got.text.slice(0, 2000))
  const [row] = await city.rows(sql`select document, number from documents.document
    where case_ref = ${number}`)
  return { report: number, document: String(row?.['document']), number: String(row?.['number']) }
}

test('what Amina keeps comes back byte for byte, and the city database has no word of it', async () => {
  const bytes = pdf('Amina Example, Harbour Street 5, canary-7301')
  const got = await keeps(amina, bytes)
  assert.equal(got.status, 303, got.text.slice(0, 2000))
  const file = await bytesOf(amina, `/documents/${idIn(got.location)}/file`)
  assert.deepEqual([file.statusCode, sha256(file.rawPayload)], [200, sha256(bytes)])
  assert.match(String(file.headers['content-disposition']), /^attachment; filename="lease.pdf"/)
  const page = await amina.opens(got.location)
  assert.ok(page.text.includes('My lease') && page.text.includes(sha256(bytes)))
  const tables = [
    sql`select * from documents.document`,
    sql`select * from documents.share`,
    sql`select * from files.file`,
    sql`select * from record.outbox`,
  ]
  for (const table of tables) {
    assert.doesNotMatch(JSON.stringify(await city.rows(table)), /My lease|lease\.pdf|canary/)
  }
})

test('a document that is not hers is nowhere: neither its page, its file, its cover nor its removal', async () => {
  const { location } = await keeps(amina, pdf('only hers'))
  const id = idIn(location)
  for (const path of ['', '/file', '/cover', '/proof']) {
    assert.equal((await eva.opens(`/documents/${id}${path}`)).status, 404, path)
  }
  await assert.rejects(eva.does(does.remove, { document: id }), /no-such-document/)
  const until = '2026-03-20'
  const asked = { document: id, recipient: 'me', why: 'curious', until }
  await assert.rejects(eva.does(does.share, asked), /no-such-document/)
  assert.equal((await city.anybody.opens(`/documents/${id}/file`)).status, 303)
})

test('a newer version stands before the older one, which stays', async () => {
  const first = idIn((await keeps(amina, pdf('version one'))).location)
  const again = { replaces: first, title: 'My lease' }
  const second = await keeps(amina, pdf('version two'), 'lease-2.pdf', again)
  assert.equal(second.status, 303, second.text.slice(0, 2000))
  const page = (await amina.opens(second.location)).text
  assert.ok(page.includes(`href="/documents/${first}"`))
  const older = await bytesOf(amina, `/documents/${first}/file`)
  assert.match(older.body, /version one/)
})

test('a permit that the unit gives is in her folder, and nobody at the desk sees it again', async () => {
  const bytes = pdf('The resident may dig')
  const { document, number } = await gives(bytes, { until: '2026-12-31' })
  assert.match(number, /^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}$/)
  assert.ok((await amina.opens('/documents')).text.includes('Permit to dig'))
  const file = await bytesOf(amina, `/documents/${document}/file`)
  assert.equal(sha256(file.rawPayload), sha256(bytes))
  assert.equal((await lead.opens(`/documents/${document}/file`)).status, 404)
  assert.doesNotMatch((await lead.opens('/documents/desk')).text, /Permit to dig/)
  const [entry] = await city.rows(
    sql`select d from record.outbox where t = 'documents.sealed' order by id desc limit 1`,
  )
  assert.deepEqual(Object.keys(entry?.['d'] as object).toSorted(), ['count', 'root'])
})

test('nothing is given in a report without an account, by another unit, or after its end', async () => {
  const { number } = await city.anybody.does(can('report'), { ...lamp })
  const fields = { kind: 'permit', title: 'Permit' }
  const file = { field: 'document', name: 'permit.pdf', bytes: pdf('no') }
  const path = `/reports/desk/${number}/document/give`
  const refused = await sendsFile(city.city, path, { cookie: lead.cookie, fields, file })
  assert.equal(refused.status, 422)
  const gardener = await city.official('ivo', 'caseworker', 'green')
  const foreign = await sendsFile(city.city, path, { cookie: gardener.cookie, fields, file })
  assert.ok(foreign.status >= 400)
  const over = await amina.does(can('report'), { ...lamp })
  await amina.does(can('withdraw'), { code: over.number })
  const late = `/reports/desk/${over.number}/document/give`
  const closed = await sendsFile(city.city, late, { cookie: lead.cookie, fields, file })
  assert.equal(closed.status, 422)
  assert.match(closed.text, /This report is closed/)
})

async function checks(fields: Record<string, string>, bytes?: Buffer) {
  const file = bytes && { field: 'file', name: 'permit.pdf', bytes }
  const of = { fields, ...(file ? { file } : {}) }
  const { location } = await sendsFile(city.city, '/verify/check', of)
  return { location, page: (await city.anybody.opens(location)).text }
}

test('anybody checks a number and a file: right, altered, withdrawn, guessed', async () => {
  promise('P2.18')
  const bytes = pdf('The resident may dig here')
  const { number } = await gives(bytes)
  const alone = await checks({ number: number.toLowerCase().replaceAll('-', ' ') })
  assert.match(alone.page, /The city gave this document, and it is good/)
  assert.doesNotMatch(alone.page, /Permit to dig|Amina|amina/)
  assert.match((await checks({ number }, bytes)).page, /exactly the file/)
  assert.match((await checks({}, bytes)).page, /exactly the file/)
  const altered = Buffer.from(bytes.toString().replace('may dig', 'may dag'))
  assert.match((await checks({ number }, altered)).page, /not the file that the city gave/)
  assert.match((await checks({}, altered)).page, /does not know this document/)
  const other = number.slice(0, -1) + (number.endsWith('0') ? '1' : '0')
  assert.equal((await city.anybody.opens(`/verify/${other}`)).status, 404)
  await lead.does(does.withdraw, { number, because: 'error' })
  assert.match((await checks({ number }, bytes)).page, /has withdrawn this document/)
  assert.match((await checks({ number })).page, /There was an error in it/)
})

test('the proof of a given document holds for every verifier of the record', async () => {
  promise('P2.18')
  const bytes = pdf('To be proved')
  const { number, document } = await gives(bytes)
  assert.equal((await amina.opens(`/documents/${document}/proof`)).status, 503)
  await city.city.record.step()
  const own = await amina.opens(`/documents/${document}/proof`)
  assert.equal(own.status, 200, own.text.slice(0, 500))
  const policy = (await city.anybody.opens('/record/policy')).text
  const proof = proofFrom(own.text)
  assert.ok(proof)
  const proven = checkProof(proof, parsePolicy(policy))
  assert.deepEqual((proven.payload as { number: string }).number, number)
  assert.equal((proven.payload as { sha256: string }).sha256, sha256(bytes))
  const { location } = await checks({ number }, bytes)
  assert.equal((await city.anybody.opens(`${location}/proof`)).text, own.text)
  const seal = (await city.anybody.opens(`${location}/seal`)).json<{ document: object }>()
  assert.equal((seal.document as { number: string }).number, number)
  const wrong = await checks({ number }, pdf('something else'))
  assert.equal((await city.anybody.opens(`${wrong.location}/proof`)).status, 404)
})
