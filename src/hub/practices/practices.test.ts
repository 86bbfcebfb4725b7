import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { jcs } from '#core/discovery'
import { sql } from '#test/city'
import { publish, sendBack } from './actions/check.ts'
import { adopt, archive, confirm, noLonger, stillTrue, stopAdopting } from './actions/keep.ts'
import { approve, change, draft } from './actions/write.ts'
import { type Compendium, compendium, typed } from './trial.ts'
import { promise } from '#test/promise'

let hub: Compendium
before(async () => {
  hub = await compendium()
})
after(() => hub.city.close())

const DAY = 86_400_000
const ticks = { facts: true, praise: true, plain: true }
const opens = (path: string) => hub.city.anybody.opens(path)
const entries = (kind: string) =>
  hub.city.rows(sql`select d as body, by from record.outbox where t = ${kind} order by id`)
async function published(more: Partial<typeof typed> = {}): Promise<string> {
  const { practice } = await hub.grenoble.does(draft, { ...typed, ...more })
  await hub.grenoble.does(approve, { practice })
  await hub.editor.does(publish, { practice, ...ticks })
  return practice
}
let first = ''

test('a draft is seen by its city and the editors alone, and stands on the record without a word of it', async () => {
  const { practice } = await hub.grenoble.does(draft, typed)
  first = practice
  assert.equal((await opens(`/practices/${practice}`)).status, 404)
  assert.equal((await opens(`/api/practices/${practice}`)).status, 404)
  assert.equal((await hub.merida.opens(`/practices/${practice}`)).status, 404)
  assert.match((await hub.grenoble.opens('/practices')).text, /Laptops lent by libraries/)
  assert.match((await hub.editor.opens(`/practices/${practice}`)).text, /Only this city and the/)
  assert.doesNotMatch((await opens('/practices')).text, /Laptops/)
  assert.deepEqual(await entries('practices.drafted'), [
    { body: { practice: Number(practice), city: 'grenoble-fr' }, by: 'role:city-official' },
  ])
})

test('nobody writes for another city, for a city that never signed, or without naming a city in the post', async () => {
  await assert.rejects(hub.merida.does(draft, typed), /not-your-city/)
  await assert.rejects(hub.merida.does(change, { ...typed, practice: first }), /not-your-city/)
  const nobody = await hub.city.official('nils', 'city-official')
  await assert.rejects(nobody.does(draft, typed), /not-your-city/)
  const far = await hub.city.official('platon', 'city-official', 'atlantis-gr')
  await assert.rejects(far.does(draft, { ...typed, city: 'atlantis-gr' }), /not-a-member/)
  await assert.rejects(hub.grenoble.does(draft, { ...typed, principles: ['magic'] }), /principle/)
})

test('the city approves, the editors send back, the city writes again, and only then it is published', async () => {
  await assert.rejects(hub.editor.does(publish, { practice: first, ...ticks }), /not-approved/)
  await hub.grenoble.does(approve, { practice: first })
  await assert.rejects(hub.editor.does(publish, { practice: first, facts: true }), /not-checked/)
  await hub.editor.does(sendBack, { practice: first, words: 'Say who pays.' })
  assert.match((await hub.grenoble.opens(`/practices/${first}`)).text, /Say who pays/)
  const { city: _, ...words } = typed
  await hub.grenoble.does(change, { ...words, practice: first, staff: 'Two people' })
  await hub.grenoble.does(approve, { practice: first })
  const { version } = await hub.editor.does(publish, { practice: first, ...ticks })
  assert.equal(version, 1)
  const page = await opens(`/practices/${first}`)
  assert.match(page.text, /Two people/)
  assert.doesNotMatch(page.text, /⟦|Say who pays/)
})

test('a version never changes, has its own address, and its hash stands on the record', async () => {
  promise('P6.11')
  const { city: _, ...words } = typed
  await hub.grenoble.does(change, { ...words, practice: first, title: 'Laptops on loan' })
  assert.match((await opens(`/practices/${first}`)).text, /Laptops lent by libraries/)
  assert.doesNotMatch((await opens(`/practices/${first}`)).text, /Laptops on loan/)
  await hub.grenoble.does(approve, { practice: first })
  await hub.editor.does(publish, { practice: first, ...ticks })
  const old = await opens(`/practices/${first}/versions/1`)
  assert.match(old.text, /Laptops lent by libraries/)
  assert.match(old.text, /There is a newer version/)
  for (const [index, { body }] of (await entries('practices.published')).entries()) {
    const { content } = (await opens(`/api/practices/${first}/versions/${index + 1}`)).json<{
      content: object
    }>()
    const sha256 = createHash('sha256').update(jcs(content), 'utf8').digest('hex')
    assert.equal(Object(body).sha256, sha256)
  }
  assert.equal((await opens(`/practices/${first}/versions/3`)).status, 404)
})

test('a practice is found by principle, words without accents, stage, cost, size of the city and language', async () => {
  const failed = { stage: 'failed' as const, until: '2025', failed: 'Nobody borrowed them.' }
  const title = 'Tablets in cafés'
  const { practice } = await hub.grenoble.does(draft, { ...typed, ...failed, title })
  await hub.grenoble.does(approve, { practice })
  await hub.editor.does(publish, { practice, ...ticks })
  const found = async (query: string) =>
    (await opens(`/api/practices?${query}`))
      .json<{ practices: { number: number }[] }>()
      .practices.map(({ number }) => String(number))
  assert.deepEqual(await found('words=CAFES'), [practice])
  assert.deepEqual(await found('words=lapt'), [practice, first])
  assert.deepEqual(await found('stage=failed'), [practice])
  assert.deepEqual(await found('principle=access&size=3&cost=under-100k&spoken=en'), [
    practice,
    first,
  ])
  assert.deepEqual(await found('size=1'), [])
  assert.deepEqual(await found('principle=privacy'), [])
  assert.deepEqual(await found("words=%26%20'%20%7C%20!"), [practice, first])
})

test('similar practices share rare words, and a practice is not similar to itself', async () => {
  const other = { title: 'Cameras taken down', summary: 'Every camera in parks was removed again.' }
  const cameras = await published(other)
  const similar = async (id: string) =>
    (await opens(`/api/practices/${id}`))
      .json<{ similar: { number: number }[] }>()
      .similar.map(({ number }) => String(number))
  assert.equal((await similar(first)).length, 1)
  assert.ok(!(await similar(first)).includes(first))
  assert.deepEqual(await similar(cameras), [])
})

test('another city says that it reuses a practice, and both sides show it', async () => {
  promise('P6.11')
  const stated = { practice: first, city: 'merida-es', since: '2026-02-01', words: 'With tablets.' }
  await assert.rejects(hub.grenoble.does(adopt, { ...stated, city: 'grenoble-fr' }), /own-practice/)
  await assert.rejects(hub.grenoble.does(adopt, stated), /not-your-city/)
  await assert.rejects(hub.merida.does(adopt, { ...stated, since: '2099-01-01' }), /in-the-future/)
  await hub.merida.does(adopt, stated)
  await assert.rejects(hub.merida.does(adopt, stated), /already-adopted/)
  assert.match((await opens(`/practices/${first}`)).text, /Mérida<\/a>, since/)
  assert.match((await opens('/cities/merida-es/practices')).text, /Laptops on loan/)
  assert.match((await opens('/cities/merida-es')).text, /href="\/cities\/merida-es\/practices"/)
  await hub.merida.does(stopAdopting, { practice: first, city: 'merida-es' })
  assert.match((await opens(`/practices/${first}`)).text, /since .*Until/s)
})

test('the compendium is given to programs as a table, as JSON with every word, and as news', async () => {
  const csv = (await opens('/practices.csv')).text
  assert.match(csv, /^number,version,city,title/)
  assert.match(csv, /Laptops on loan/)
  const json = (await opens('/practices.json')).json<{ practices: { content: typeof typed }[] }>()
  assert.equal(json.practices.at(-1)?.content.problem, typed.problem)
  const atom = await opens('/practices.atom')
  assert.match(String(atom.headers['content-type']), /atom\+xml/)
  assert.match(atom.text, /<rights>CC-BY-SA-4.0<\/rights>/)
})

test('a form that is not complete comes back with everything that was typed, and says what is wrong', async () => {
  const form = { ...typed, results: 'very many | laptops', principles: ['access'] }
  const answer = await hub.grenoble.posts('/practices/new/draft', form)
  assert.equal(answer.status, 400)
  assert.match(answer.text, /very many \| laptops/)
  assert.match(answer.text, /A line cannot be read/)
  assert.match(answer.text, /One household in nine/)
  for (const language of ['es', 'ar'])
    assert.doesNotMatch((await hub.grenoble.opens(`/practices/new?language=${language}`)).text, /⟦/)
})

test('after a year the office is asked by mail, and one click without an account says that it is still true', async () => {
  const today = Date.parse('2026-03-02T09:00:00.000Z')
  hub.city.today(new Date(today + 364 * DAY).toISOString())
  await hub.city.work()
  assert.equal((await hub.city.letters()).length, 0)
  hub.city.later(2 * DAY)
  await hub.city.work()
  const letters = await hub.city.letters()
  const letter = letters.find(({ subject }) => subject.includes('Laptops on loan'))
  assert.equal(letter?.to, 'digital.rights@grenoble.example')
  const code = /asked\/([0-9a-z]+)/.exec(letter?.text ?? '')?.[1] ?? ''
  assert.equal((await opens(`/practices/asked/${code}`)).status, 200)
  const sent = await hub.city.anybody.posts(`/practices/asked/${code}/still-true`)
  assert.equal(sent.status, 303)
  await assert.rejects(hub.city.anybody.does(stillTrue, { code }), /no-such-practice/)
  const [entry] = await entries('practices.confirmed')
  assert.deepEqual(entry, {
    body: { practice: Number(first), city: 'grenoble-fr', by: 'mailbox' },
    by: 'anonymous',
  })
  const rows = await hub.city.rows(sql`select code from practices.practice where code is not null`)
  assert.ok(rows.length > 0)
  for (const row of rows) assert.doesNotMatch(JSON.stringify(letters), RegExp(String(row['code'])))
})

test('who says no, or nothing for 60 days, is archived: readable, marked, and out of the list', async () => {
  promise('P6.11')
  const letters = await hub.city.letters()
  const letter = letters.find(({ subject }) => subject.includes('Tablets'))
  const code = /asked\/([0-9a-z]+)/.exec(letter?.text ?? '')?.[1] ?? ''
  await hub.city.anybody.does(noLonger, { code })
  hub.city.later(61 * DAY)
  await hub.city.work()
  const because = (await entries('practices.archived')).map(({ body, by }) => [
    Object(body).because,
    by,
  ])
  assert.deepEqual(because, [
    ['no-longer-true', 'anonymous'],
    ['unanswered', 'operator'],
  ])
  const listed = (await opens('/api/practices')).json<{ count: number }>()
  assert.equal(listed.count, 1)
  assert.match((await opens('/practices?archived=yes')).text, /Archived/)
  const gerard = await hub.city.official('gerard', 'city-official', 'grenoble-fr')
  await gerard.does(confirm, { practice: first })
  await gerard.does(archive, { practice: first, because: 'replaced' })
  await assert.rejects(gerard.does(confirm, { practice: first }), /already-archived/)
  assert.match((await opens(`/practices/${first}`)).text, /Replaced by something else/)
})
