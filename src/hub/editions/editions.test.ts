import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { jcs } from '#core/discovery'
import { programIn } from '#test/browser'
import { sql } from '#test/city'
import { hubCan } from '#test/coalition'
import { begin, change, choose, drop, move } from './actions/draft.ts'
import { correct, issue, printAgain, withdraw } from './actions/issue.ts'
import { make } from './jobs.ts'
import { type Compendium, compendium, drafted, issuedEdition, typed } from './trial.ts'
import { promise } from '#test/promise'

let hub: Compendium
let folder: string
let chromium: string
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cityright-editions-'))
  chromium = join(folder, 'chromium')
  // Nothing lies there yet: the operator has named a program that is still to be installed.
  hub = await compendium({ CITYRIGHT_CHROMIUM: chromium })
})
after(async () => {
  await hub.city.close()
  rmSync(folder, { recursive: true, force: true })
})

const opens = (path: string) => hub.city.anybody.opens(path)
const bytesOf = async (path: string) =>
  (await hub.city.city.web.inject({ method: 'GET', url: path })).rawPayload
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const entries = async (kind: string) =>
  (
    await hub.city.rows(sql`select d as body, by from record.outbox where t = ${kind} order by id`)
  ).map(({ body, by }) => ({ by, ...Object(body) }))
const inOrder = async (draft: string) =>
  (await hub.sofia.opens(`/api/editions/drafts/${draft}`)).json<{ practices: number[] }>().practices

test('the secretariat puts an edition together in its own order, and nobody else may', async () => {
  const { first, second } = hub
  const draft = await drafted(hub)
  assert.deepEqual(await inOrder(draft), [first, second])
  await hub.sofia.does(move, { draft, practice: second, to: 'earlier' })
  assert.deepEqual(await inOrder(draft), [second, first])
  await hub.sofia.does(drop, { draft, practice: first })
  await hub.sofia.does(choose, { draft, practices: [String(second), String(first)] })
  assert.deepEqual(await inOrder(draft), [second, first])
  await assert.rejects(hub.sofia.does(choose, { draft, practices: ['999'] }), /not-published/)
  await assert.rejects(hub.gita.does(begin, typed), /people.who.editions.write/)
  await assert.rejects(hub.gita.does(issue, { draft }), /people.who.editions.issue/)
  assert.equal((await opens(`/api/editions/drafts/${draft}`)).status, 401)
  assert.notEqual((await opens(`/editions/drafts/${draft}/preview`)).status, 200)
  const wrong = hub.sofia.does(begin, { ...typed, spoken: 'xx' })
  await assert.rejects(wrong, /no-such-language/)
})

test('a preview is the whole booklet, says that it is none, and puts nothing on the record but the draft', async () => {
  const draft = await drafted(hub, { spoken: 'es' })
  const preview = await hub.sofia.opens(`/editions/drafts/${draft}/preview`)
  assert.equal(preview.status, 200)
  assert.match(preview.text, /<html lang="es" dir="ltr">/)
  assert.match(preview.text, /Vista previa, no publicada/)
  assert.match(preview.text, /Laptops lent by libraries &lt;for all &amp; free&gt;/)
  assert.match(
    String(preview.headers['content-security-policy']),
    /^default-src 'none'; style-src 'sha256-/,
  )
  assert.deepEqual(await entries('editions.frozen'), [])
  assert.deepEqual((await entries('editions.drafted')).at(-1), {
    by: 'role:secretariat',
    draft: Number(draft),
  })
})

let number = 0

test('an issued edition is dated and numbered, and its files are the ones whose hashes stand on the record', async () => {
  promise('P6.16')
  number = await issuedEdition(hub)
  assert.equal(number, 1)
  const [frozen] = await entries('editions.frozen')
  const [issued] = await entries('editions.issued')
  assert.equal(frozen.date, '2026-03-02')
  for (const kind of ['html', 'epub', 'json'])
    assert.equal(sha256(await bytesOf(`/editions/1/files/${kind}`)), issued[kind], kind)
  const json = (await bytesOf('/editions/1/files/json')).toString('utf8')
  assert.equal(sha256(json), frozen.sha256)
  assert.equal(
    jcs(JSON.parse(json)),
    json,
    'it is canonical: everybody gets the same bytes from it',
  )
  const { headers } = await opens('/editions/1/files/html')
  assert.match(
    String(headers['content-security-policy']),
    /^default-src 'none'; style-src 'sha256-/,
  )
  assert.match(
    String(headers['content-disposition']),
    /^inline; filename="Luzarra-edition-1.html"$/,
  )
  const epub = (await opens('/editions/1/files/epub')).headers
  assert.match(String(epub['content-disposition']), /^attachment; filename=/)
  const page = await opens('/editions/1')
  for (const hash of Object.values({ ...issued, edition: '', by: '' }))
    assert.ok(page.text.includes(String(hash)))
  assert.match(page.text, /Edition No 1, Monday/)
})

test('the booklet says where its content stands: the entry, its number, and a signed checkpoint', async () => {
  const [row] = await hub.city.rows(
    sql`select id, position from record.outbox where t = 'editions.frozen'`,
  )
  const html = (await bytesOf('/editions/1/files/html')).toString('utf8')
  const [frozen] = await entries('editions.frozen')
  assert.ok(html.includes(`/record/${String(row?.['id'])}`))
  assert.ok(html.includes(`<code dir="ltr">${String(row?.['position'])}</code>`))
  assert.ok(html.includes(frozen.sha256))
  const [checkpoint] = await hub.city.rows(sql`select root from record.checkpoint`)
  assert.ok(html.includes(String(checkpoint?.['root']).replace('&', '&amp;')))
  assert.doesNotMatch(html, /⟦|undefined|\[object/)
})

test('a practice and a city that change later do not change an edition that was issued', async () => {
  promise('P6.16')
  const { first, gita, sofia } = hub
  const before = await bytesOf('/editions/1/files/json')
  const practice = String(first)
  const content = (await opens(`/api/practices/${practice}`)).json<{ content: object }>().content
  const words = { ...content, title: 'Nothing is lent any more', results: '', media: '', goals: [] }
  const none = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== null))
  const given = { ...none, languages: '', practice }
  const { ai: _, ...typedAgain } = { ai: null, ...given }
  await gita.does(hubCan('practices.change'), typedAgain)
  await gita.does(hubCan('practices.approve'), { practice })
  const ticks = { facts: true, praise: true, plain: true }
  await sofia.does(hubCan('practices.publish'), { practice, ...ticks })
  assert.deepEqual(await bytesOf('/editions/1/files/json'), before)
  const page = await opens('/editions/1')
  assert.match(page.text, /Laptops lent by libraries/)
  assert.match(page.text, new RegExp(`/practices/${practice}/versions/1"`))
  assert.doesNotMatch(page.text, /Nothing is lent/)
})

test('an edition that was sent twice is issued once, and cannot be changed afterwards', async () => {
  const draft = await drafted(hub)
  const path = `/editions/drafts/${draft}/issue`
  const fields = { key: 'the-same-form', draft }
  const sent = [await hub.sofia.posts(path, fields), await hub.sofia.posts(path, fields)]
  assert.deepEqual(
    sent.map(({ status }) => status),
    [303, 303],
  )
  await assert.rejects(hub.sofia.does(issue, { draft }), /already-issued/)
  await assert.rejects(hub.sofia.does(change, { ...typed, draft }), /already-issued/)
  await assert.rejects(hub.sofia.does(drop, { draft, practice: hub.first }), /already-issued/)
  assert.equal((await entries('editions.frozen')).length, 2)
  assert.equal((await opens('/api/editions')).json<{ editions: object[] }>().editions.length, 2)
})

test('a city that is killed between files and entry issues one edition when it wakes, also when two processes do', async () => {
  const { city } = hub.city
  await city.record.step()
  const files = { ...city.files, claim: () => Promise.reject(new Error('killed')) }
  const context = { ...city, files, city: city.facts, signal: new AbortController().signal }
  const work = { ...context, personal: {}, vault: city.channel('editions'), id: 'x', attempt: 1 }
  const run = make.run({ ...work, input: { edition: 2, tries: 0 }, now: city.clock() })
  await assert.rejects(run, /killed/)
  const orphans = await hub.city.rows(sql`select id from files.file where state = 'pending'`)
  assert.equal(orphans.length, 3)
  assert.equal((await entries('editions.issued')).length, 1)
  assert.equal((await opens('/editions/2/files/html')).status, 404)
  assert.match((await opens('/editions/2')).text, /being made/)
  const awake = { ...work, files: city.files, input: { edition: 2, tries: 0 }, now: city.clock() }
  await Promise.all([make.run(awake), make.run(awake)])
  await hub.city.work()
  await make.run(awake)
  assert.equal((await entries('editions.issued')).length, 2)
  assert.equal((await opens('/editions/2/files/html')).status, 200)
})

test('a mistake is put right by a new edition alone: the old one says so, and keeps its files', async () => {
  promise('P6.16')
  const { draft } = await hub.sofia.does(correct, { edition: '1' })
  assert.deepEqual(await inOrder(draft), [hub.first, hub.second])
  const other = await hub.sofia.does(correct, { edition: '1' })
  const { edition } = await hub.sofia.does(issue, { draft })
  await hub.city.city.record.step()
  await hub.city.work()
  assert.match((await opens('/editions/1')).text, new RegExp(`Replaced by No ${edition}`))
  assert.match((await opens(`/editions/${edition}`)).text, /takes the place of No 1/)
  assert.deepEqual(await entries('editions.replaced'), [{ by: edition, edition: 1 }])
  assert.equal((await opens('/editions/1/files/html')).status, 200)
  await assert.rejects(hub.sofia.does(correct, { edition: '1' }), /already-replaced/)
  await assert.rejects(hub.sofia.does(issue, { draft: other.draft }), /already-replaced/)
})

test('an edition is withdrawn with a reason that stands above its files; its address and files stay', async () => {
  const words = 'The number of laptops was wrong.'
  await hub.sofia.does(withdraw, { edition: '2', because: 'wrong-facts', words })
  const page = (await opens('/editions/2')).text
  assert.match(page, /This edition was withdrawn/)
  assert.match(page, /The number of laptops was wrong/)
  assert.equal((await opens('/editions/2/files/epub')).status, 200)
  assert.deepEqual(await entries('editions.withdrawn'), [
    { by: 'role:secretariat', edition: 2, because: 'wrong-facts' },
  ])
  const twice = hub.sofia.does(withdraw, { edition: '2', because: 'other', words })
  await assert.rejects(twice, /already-withdrawn/)
  const atom = (await opens('/editions.atom')).text
  assert.match(atom, /<title>No 2: What cities did<\/title>/)
  assert.match(atom, /Withdrawn/)
  for (const language of ['es', 'ar'])
    for (const path of ['/editions', '/editions/1', '/editions/2'])
      assert.doesNotMatch((await opens(`${path}?language=${language}`)).text, /⟦/)
})

test('without a program that prints there is no PDF, and the page says why; with one it follows', async (t) => {
  assert.match(
    (await opens('/editions/1')).text,
    /There is no PDF, because this hub has no program/,
  )
  assert.equal((await opens('/editions/1/files/pdf')).status, 404)
  const program = await programIn(folder)
  if (program === undefined) return t.skip('no Chromium is here')
  renameSync(program, chromium)
  await hub.sofia.does(printAgain, { edition: '1' })
  await assert.rejects(hub.sofia.does(printAgain, { edition: '1' }), /being-printed/)
  await hub.city.work()
  const pdf = await bytesOf('/editions/1/files/pdf')
  assert.match(pdf.toString('latin1'), /\/MarkInfo <<\/Type \/MarkInfo\s*\/Marked true/)
  const [printed] = await entries('editions.printed')
  assert.deepEqual(printed, { by: 'operator', edition: 1, pdf: sha256(pdf) })
  assert.doesNotMatch((await opens('/editions/1')).text, /There is no PDF/)
  await assert.rejects(hub.sofia.does(printAgain, { edition: '1' }), /already-printed/)
})

test('what a killed city left behind vanishes within hours, and every file of an edition stays', async () => {
  hub.city.later(2 * 3_600_000)
  const { city } = hub.city
  await city.files.sweep(city.clock())
  assert.deepEqual(await hub.city.rows(sql`select id from files.file where state <> 'kept'`), [])
  assert.equal((await opens('/editions/2/files/epub')).status, 200)
})
