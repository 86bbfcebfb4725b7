import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import account from '#services/account'
import record from '#services/record'
import { Refusal } from '#core/kernel'
import { openCity, sql, type Somebody, type TestCity } from '#test/city'
import { adopt, comment, decline, hide, propose } from './actions/amend.ts'
import { publish } from './actions/publish.ts'
import coalition from '#hub/coalition'
import declaration from './service.ts'

const text =
  'We, the undersigned, promise to be honest about lamps.\n\nAnd about what we know of them.'
const hash = (of: string) => createHash('sha256').update(of, 'utf8').digest('hex')

let city: TestCity
let amina: Somebody
let secretariat: Somebody
before(async () => {
  city = await openCity([account, record, coalition, declaration])
  amina = await city.resident('amina')
  secretariat = await city.official('sofia', 'secretariat')
})
after(() => city.close())

const proposed = (more: object = {}) =>
  amina.does(propose, {
    about: 'privacy',
    title: 'Say it more clearly',
    text: 'Nobody is watched.',
    reason: 'It is not clear today.',
    ...more,
  })
const refused = async (work: Promise<unknown>, code: string) => {
  const failure = await work.then(
    () => undefined,
    (no: unknown) => no,
  )
  assert.ok(failure instanceof Refusal, String(failure))
  assert.ok(
    failure.reasons.some((reason) => reason.code === code),
    failure.message,
  )
}
const entries = (kind: string) =>
  city.rows(sql`select d as body, by, subject from record.outbox where t = ${kind} order by id`)

test('the first version is there with five principles before anybody has said anything', async () => {
  const page = await city.anybody.opens('/declaration')
  assert.equal(page.status, 200)
  assert.match(page.text, /not published here yet/)
  assert.equal(page.text.match(/\/principles\/[a-z]+@2018-11/g)?.length, 5)
  assert.doesNotMatch(page.text, /⟦/)
})

test('a text is published once, with its hash, and anybody can check it', async () => {
  const done = await secretariat.does(publish, { version: '2018-11', language: 'en', text })
  assert.deepEqual(done, { sha256: hash(text), added: true })
  const again = await secretariat.does(publish, { version: '2018-11', language: 'en', text })
  assert.equal(again.added, false)
  const page = await city.anybody.opens('/declaration')
  assert.match(page.text, /honest about lamps/)
  assert.match(page.text, new RegExp(hash(text)))
  assert.deepEqual(await entries('declaration.published'), [
    {
      body: { version: '2018-11', language: 'en', sha256: hash(text) },
      by: 'role:secretariat',
      subject: `/declaration/texts/${hash(text)}`,
    },
  ])
})

test('a text that was corrected keeps its address', async () => {
  const mended = text.replace('lamps', 'street lamps')
  city.later(60_000)
  await secretariat.does(publish, { version: '2018-11', language: 'en', text: mended })
  assert.match((await city.anybody.opens('/declaration')).text, /honest about street lamps/)
  const old = await city.anybody.opens(`/declaration/texts/${hash(text)}`)
  assert.match(old.text, /honest about lamps/)
  assert.equal((await city.anybody.opens(`/declaration/texts/${'0'.repeat(64)}`)).status, 404)
})

test('who reads another language is told that there is no translation', async () => {
  const page = await city.anybody.opens('/declaration?language=ar')
  assert.match(page.text, /lang="en" dir="ltr"/)
  assert.match(page.text, /غير متاح بلغتك بعد/)
})

test('nobody publishes a text of a version that was never adopted', async () => {
  await refused(
    secretariat.does(publish, { version: '2031-01', language: 'en', text }),
    'no-such-version',
  )
  await refused(
    amina.does(publish, { version: '2018-11', language: 'en', text }),
    'people.who.declaration.publish',
  )
})

test('a proposal and what people say about it are public, and in the record only as a hash', async () => {
  const { amendment } = await proposed()
  await amina.does(comment, { amendment, text: 'I would say it like my neighbour at number 12.' })
  const page = await city.anybody.opens(`/declaration/amendments/${amendment}`)
  assert.match(page.text, /Nobody is watched/)
  assert.match(page.text, /neighbour at number 12/)
  const said = JSON.stringify([
    await entries('declaration.amendment-proposed'),
    await entries('declaration.commented'),
  ])
  assert.doesNotMatch(said, /watched|neighbour|clearly/)
  assert.match(said, /[0-9a-f]{64}/)
})

test('an official of a member city speaks for that city by name, and nobody else does', async () => {
  const gita = await city.official('gita', 'city-official', 'grenoble-fr')
  const { amendment } = await proposed()
  const path = `/declaration/amendments/${amendment}`
  const said = { amendment, city: 'grenoble-fr', text: 'Grenoble would say it in one sentence.' }
  await refused(amina.does(comment, said), 'not-your-city')
  await refused(gita.does(comment, { ...said, city: 'lyon-fr' }), 'not-your-city')
  assert.doesNotMatch((await amina.opens(path)).text, /name="city"/)
  assert.match((await gita.opens(path)).text, /<select[^>]*name="city"/)
  assert.equal((await gita.posts(`${path}/comment`, said)).status, 303)
  assert.equal((await gita.posts(`${path}/comment`, { city: '', text: 'My own.' })).status, 303)
  const page = (await city.anybody.opens(path)).text
  assert.equal(page.match(/for <a href="\/cities\/grenoble-fr">/g)?.length, 1)
  const record = JSON.stringify(await entries('declaration.commented'))
  assert.equal(record.match(/"city":"grenoble-fr"/g)?.length, 1)
})

test('nobody proposes to change a principle that there is not', async () => {
  await refused(proposed({ about: 'lamps' }), 'no-such-principle')
})

test('a hidden comment leaves its place and says why', async () => {
  const { amendment } = await proposed()
  await amina.does(comment, { amendment, text: 'Somebody is a fool.' })
  const [row] = await city.rows(
    sql`select id from declaration.comment where text like 'Somebody is a fool%'`,
  )
  const it = { amendment, comment: String(row?.['id']), reason: 'insult' } as const
  await refused(amina.does(hide, it), 'people.who.declaration.answer')
  await secretariat.does(hide, it)
  const page = await city.anybody.opens(`/declaration/amendments/${amendment}`)
  assert.doesNotMatch(page.text, /is a fool/)
  assert.match(page.text, /it insulted somebody/)
  assert.doesNotMatch(
    (await city.anybody.opens(`/api/declaration/amendments/${amendment}`)).text,
    /is a fool/,
  )
  await refused(secretariat.does(hide, it), 'no-such-comment')
})

test('a declined proposal is over: no comment, no second answer', async () => {
  const { amendment } = await proposed()
  await secretariat.does(decline, { amendment, text: 'Not this year.' })
  await refused(amina.does(comment, { amendment, text: 'But why?' }), 'amendment-over')
  await refused(secretariat.does(decline, { amendment, text: 'Really not.' }), 'amendment-over')
  assert.match(
    (await city.anybody.opens(`/declaration/amendments/${amendment}`)).text,
    /Not this year/,
  )
})

test('an adopted proposal makes a new version; the old tag still says what it meant', async () => {
  const { amendment } = await proposed()
  const change = {
    amendment,
    version: '2027-03',
    title: 'Privacy, said clearly',
    summary: 'Nobody is watched.',
    language: 'en',
    text: 'Agreed.',
  }
  await refused(secretariat.does(adopt, { ...change, version: '2018-10' }), 'version-not-later')
  await secretariat.does(adopt, change)
  assert.match((await city.anybody.opens('/principles/privacy')).text, /Privacy, said clearly/)
  const old = await city.anybody.opens('/principles/privacy@2018-11')
  assert.match(old.text, /<h1[^>]*>Privacy, data protection and security/)
  assert.match(old.text, /older version/)
  assert.match((await city.anybody.opens('/principles/access@2027-03')).text, /Universal and equal/)
  const [entry] = await entries('declaration.amended')
  assert.deepEqual(entry?.['body'], {
    amendment: Number(amendment),
    version: '2027-03',
    principles: ['access', 'privacy', 'transparency', 'participation', 'openness'],
  })
})

test('a principle that a version drops keeps its tags, and a new one gets its own', async () => {
  const dropped = await proposed({ about: 'openness', title: 'Drop it' })
  const fewer = { version: '2028-01', text: 'Agreed.', drop: true }
  await secretariat.does(adopt, { amendment: dropped.amendment, ...fewer })
  const old = await city.anybody.opens('/principles/openness')
  assert.equal(old.status, 200)
  assert.match(old.text, /no longer a principle/)
  const added = await proposed({ about: 'new', title: 'Sky' })
  const more = { version: '2028-02', text: 'Agreed.', principle: 'sky', title: 'Dark skies' }
  await secretariat.does(adopt, { amendment: added.amendment, ...more, summary: 'Stars.' })
  assert.match((await city.anybody.opens('/principles')).text, /Dark skies/)
  assert.equal((await city.anybody.opens('/principles/sky@2018-11')).status, 404)
  assert.match((await city.anybody.opens('/declaration?version=2018-11')).text, /openness@2018-11/)
})

test('a tag that makes no sense is a page that does not exist', async () => {
  for (const tag of ['privacy@', 'privacy@2018-11@x', '@2018-11', 'PRIVACY', 'privacy%402018-13'])
    assert.equal((await city.anybody.opens(`/principles/${tag}`)).status, 404, tag)
})
