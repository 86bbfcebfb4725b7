/** A resident of a whole city takes everything along: every declared field that is held, and every access. */
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Access } from '#core/vault'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { hashes, unzipped } from '#test/unzipped'
import { services } from '../src/city.ts'
import { promise } from '#test/promise'
import { saying } from '#test/declared-purposes'

let city: TestCity
let amina: Somebody
before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
})
after(() => city?.close())

const system = { kind: 'system', ref: null, permissions: [], unit: null, badge: null } as const

/** Every field that some service declares and keeps, with one such service; what is derived is never kept itself. */
const fields = services.flatMap(({ name: service, purposes = [] }) =>
  purposes.flatMap((purpose) => purpose.fields.map((field) => ({ service, ...field }))),
)
const kept = fields.filter((field) => !field.of && field.class !== 'account')
const all = [...new Map(kept.map((field) => [field.name, field])).values()]
/** What is kept as a value, and what is kept as a document with words about it. */
const declared = all.filter(({ name }) => !name.startsWith('document.'))
const papers = all.filter(({ name }) => name.startsWith('document.') && !name.endsWith('-about'))

/** A purpose that reads a field of which every case has its own. */
function caseOf({ name, service }: { name: string; service: string }): string {
  const all = services.find((one) => one.name === service)?.purposes ?? []
  const found = all.find(
    ({ scope, fields: read }) => scope === 'case' && read.some((one) => one.name === name),
  )
  assert.ok(found, `no case opens ${name}`)
  return found.id
}

/** A value that is found again, whoever kept it. */
function valueOf({ kind }: { kind: string }, at: number): string {
  if (kind === 'email') return `kept-${at}@example.org`
  if (kind === 'phone') return `+34 600 123 ${100 + at}`
  return kind === 'date' ? `1990-05-${10 + at}` : `<kept> & "${at}"`
}

async function archive(who: Somebody, language = 'en') {
  const headers = { cookie: `${who.cookie}; language=${language}` }
  const got = await city.city.web.inject({ method: 'GET', url: '/folder/take/archive', headers })
  return {
    got,
    files: got.statusCode === 200 ? unzipped(got.rawPayload) : new Map<string, string>(),
  }
}

async function everyAccess(ref: string): Promise<Access[]> {
  const all: Access[] = []
  for (let round = 0; round < 100; round += 1) {
    const before = all.at(-1)?.id
    const now = city.city.clock()
    const part = await city.city
      .channel('folder')
      .accesses(ref, { limit: 37, now, ...(before ? { before } : {}) })
    all.push(...part)
    if (part.length < 37) return all
  }
  throw new Error('there is no end of accesses')
}

interface Json {
  documents: { document: string; field: string; file: string; sha256: string; title: string }[]
  values: { '@type': string; field: string; value: string }[]
  accesses: Access[]
  requests: { number: string; kind: string; state: string }[]
}

const asks = services
  .find(({ name }) => name === 'protection')
  ?.actions.find(({ name }) => name === 'protection.ask')

/** Keeps a document for somebody; gives its id. */
async function keepPaper(who: Somebody, of: { name: string; bytes: Buffer; field?: string }) {
  const { documents, ...channel } = city.city.channel('documents')
  const { name, bytes, field = 'document.kept' } = of
  const [ref, now] = [await channel.refOf(who.ref), city.city.clock()]
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const parts = (async function* () {
    yield bytes
  })()
  const facts = { name, type: 'application/pdf', sha256 }
  const document = await documents.put(parts, { facts, at: now })
  const batch = `paper ${document}`
  await documents.claim(batch, ref, { document, field, facts: { title: `<kept> ${field}` } }, now)
  await channel.confirm(batch)
  return document
}

/** Keeps a document of each declared kind, of more than one piece; gives its bytes by its id. */
async function keepPapers(who: Somebody): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for (const [at, { name: field }] of papers.entries()) {
    const bytes = randomBytes(300_000 + at)
    found.set(await keepPaper(who, { name: 'same name.pdf', bytes, field }), bytes)
  }
  return found
}

test('every document that is held is in the archive, byte for byte, with what is said of it', async () => {
  promise('P2.34')
  const eva = await city.resident('eva')
  assert.ok(papers.length >= 2)
  const bytes = await keepPapers(eva)
  const { got, files } = await archive(eva)
  assert.equal(got.statusCode, 200)
  const json: Json = JSON.parse(files.get('folder.json') ?? '')
  assert.deepEqual(
    json.documents.map(({ field }) => field).toSorted(),
    papers.map(({ name }) => name).toSorted(),
  )
  for (const { document, file, sha256, title, field } of json.documents) {
    assert.deepEqual(hashes(got.rawPayload).get(file), sha256)
    assert.equal(
      createHash('sha256')
        .update(bytes.get(document) ?? '')
        .digest('hex'),
      sha256,
    )
    assert.equal(title, `<kept> ${field}`)
    assert.ok(files.get('index.html')?.includes(sha256))
  }
  const own = await city.city.channel('folder').refOf(eva.ref)
  const [last] = await city.city
    .channel('folder')
    .accesses(own, { limit: 1, now: city.city.clock() })
  assert.deepEqual(last?.purpose, 'folder.export')
  assert.ok(
    papers.every(({ name }) => last?.fields.includes(name)),
    'and that they were read',
  )
  assert.match((await eva.opens('/folder/take')).text, /2 documents are packed/)
})

test('a browser knows beforehand how long the archive is, and a document lost on the way breaks it off', async () => {
  promise('P2.34')
  const nora = await city.resident('nora')
  const names = ['Größe – شهادة.pdf', 'empty.pdf', 'lease.pdf', 'last.pdf']
  const bytes = names.map((name) => randomBytes(name === 'empty.pdf' ? 0 : 400_000))
  const kept: string[] = []
  for (const [at, name] of names.entries()) {
    kept.push(await keepPaper(nora, { name, bytes: bytes[at] ?? Buffer.alloc(0) }))
    city.later(1000)
  }
  const { got, files } = await archive(nora)
  assert.equal(got.headers['content-length'], String(got.rawPayload.length))
  const documents = [...files.keys()].filter((name) => name.startsWith('documents/'))
  assert.deepEqual(
    documents.map((name) => name.split('/')[2]),
    names.toReversed(),
  )
  const url = '/folder/take/archive'
  const headers = { cookie: nora.cookie, 'accept-encoding': 'br, gzip' }
  const sent = await city.city.web.inject({ method: 'GET', url, headers, payloadAsStream: true })
  const length = Number(sent.headers['content-length'])
  assert.equal(sent.headers['content-encoding'], undefined)
  const { documents: door, ...channel } = city.city.channel('documents')
  const oldest = { document: kept[0] ?? '', ref: await channel.refOf(nora.ref) }
  let came = 0
  await assert.rejects(async () => {
    for await (const part of sent.stream()) {
      if (came === 0) await door.forget(oldest.ref, oldest.document, city.city.clock())
      came += (part as Buffer).length
    }
  })
  assert.ok(came > 0 && came < length, `${came} of ${length}`)
})

test('every declared field that is held and every access is in the archive she takes with her', async () => {
  promise('P2.34')
  assert.ok(declared.length >= 3)
  const own = await city.city.channel('folder').refOf(amina.ref)
  for (const [at, field] of declared.entries()) {
    const channel = city.city.channel(field.service)
    const ref = await channel.refOf(amina.ref)
    const grants = field.per === 'case' ? [{ purpose: caseOf(field), case: 'E-1' }] : []
    const values = { [field.name]: valueOf(field, at) }
    await channel.keep(`b${at}`, ref, values, grants, city.city.clock())
    await channel.confirm(`b${at}`)
  }
  const reports = services.find(({ name }) => name === 'reports')
  const purpose = reports?.purposes?.find(({ id }) => id === 'reports.contact-back')
  assert.ok(purpose)
  const channel = city.city.channel('reports')
  const ref = await channel.refOf(amina.ref)
  for (let n = 0; n < 520; n += 1) {
    const why = { actor: system, case: `R-${n}`, at: city.city.clock() }
    await assert.rejects(channel.read(purpose, ref, why))
  }
  const { got, files } = await archive(amina)
  assert.equal(got.headers['content-type'], 'application/zip')
  assert.match(
    String(got.headers['content-disposition']),
    /^attachment; filename="folder-2026-03-02\.zip"/,
  )
  assert.equal(got.headers['cache-control'], 'private, no-store')
  assert.equal(got.headers['access-control-allow-origin'], undefined)
  const json: Json = JSON.parse(files.get('folder.json') ?? '')
  const html = files.get('index.html') ?? ''
  const holdings = await city.city.channel('folder').holdings(own)
  assert.deepEqual(
    [...new Set(json.values.map(({ field }) => field))].toSorted(),
    holdings.map(({ field }) => field),
  )
  const values = new Set(json.values.map(({ field, value }) => `${field} ${value}`))
  const lost = declared.filter((field, at) => !values.has(`${field.name} ${valueOf(field, at)}`))
  assert.deepEqual(lost, [])
  assert.ok(values.has(`account.email ${amina.email}`))
  assert.ok(json.values.every((one) => one['@type'].startsWith('pd:')))
  for (const { value: typed } of json.values) {
    const value = /^\d{4}-\d\d-\d\d$/.test(typed) ? saying('en').date(typed, 'long') : typed
    const written = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    assert.ok(html.includes(written.replaceAll('"', '&quot;')), value)
  }
  const all = (await everyAccess(own)).map(({ id }) => id)
  assert.ok(all.length > 520)
  assert.deepEqual(
    json.accesses.map(({ id }) => id),
    all,
  )
  const csv = files.get('accesses.csv')?.trim().split('\r\n').slice(1) ?? []
  assert.deepEqual(
    csv.map((line) => line.slice(0, line.indexOf(','))),
    all,
  )
  assert.deepEqual(
    all.filter((id) => !html.includes(id)),
    [],
  )
  assert.equal(json.accesses[0]?.purpose, 'folder.export', 'that she took it is in it as well')
})

test('what she asked about her data goes along, with its words and where it stands', async () => {
  assert.ok(asks)
  const text = 'Which programs of the city read my address?'
  const { number } = await amina.does(asks, { kind: 'question', text })
  const { files } = await archive(amina)
  const json: Json = JSON.parse(files.get('folder.json') ?? '')
  assert.deepEqual(
    json.requests.map((one) => [one.number, one.kind, one.state]),
    [[number, 'question', 'received']],
  )
  assert.ok(json.values.some(({ value }) => value === text))
  const html = files.get('index.html') ?? ''
  assert.ok(html.includes(text) && html.includes(number))
})

test('the page in the archive speaks her language, and needs no script and no host', async () => {
  const html = (await archive(amina, 'ar')).files.get('index.html') ?? ''
  assert.match(html, /<html lang="ar" dir="rtl">/)
  assert.match(html, /بياناتي لدى/)
  assert.doesNotMatch(html, /<script|src=|href="http|⟦/)
})

test('what can be proved goes along with its proof', async () => {
  await city.work()
  city.later(86_400_000)
  await city.work()
  await city.city.record.step()
  const signIn = services
    .find(({ name }) => name === 'account')
    ?.actions.find(({ name }) => name === 'account.sign-in')
  assert.ok(signIn)
  await amina.does(signIn, { email: amina.email, password: 'amina likes the harbour' })
  const { files } = await archive(amina)
  const proofs = [...files.keys()].filter((name) => name.startsWith('proofs/'))
  assert.ok(proofs.length > 400, `${proofs.length} proofs`)
  assert.match(files.get(proofs[0] ?? '') ?? '', /^c2sp\.org\/tlog-proof@v1\n/)
  assert.ok(files.get('index.html')?.includes(`href="${proofs[0]}"`))
})

test('nobody takes it from a browser left open: who it is is shown again first', async () => {
  city.later(11 * 60_000)
  const { got } = await archive(amina)
  assert.equal(got.statusCode, 303)
  assert.match(String(got.headers['location']), /^\/prove/)
  assert.equal((await archive(city.anybody)).got.statusCode, 303)
})
