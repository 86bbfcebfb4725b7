import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { Refusal } from '#core/kernel'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import { memberCity } from '#test/promised'
import { announce, watch } from './actions/ask.ts'
import { attest, confirm, takeBack } from './actions/confirm.ts'
import { answer, answerFor, contradict, hide } from './actions/contradict.ts'
import { openTowns, type Town } from './examine/trial.ts'
import { promise } from '#test/promise'

const DAY = 86_400_000
const towns = await openTowns()
let hub: TestCity
let secretariat: Somebody
let town: Town
let count = 0

before(async () => {
  hub = await openCity(undefined, { HARVEST_LOOPBACK: 'yes' })
  await hub.work()
})
after(async () => {
  towns.close()
  await hub.close()
})
beforeEach(async () => {
  count += 1
  town = towns.town(`town${count}`)
  secretariat = await hub.official(`sara${count}`, 'secretariat')
})

const id = () => `town-xx-${count}`
const law = { instruments: [{ identifier: 'https://x.example/eli/1', inForce: '2025-01-01' }] }

/** A town with one law and a mailbox, asked for the first time. */
async function asked(contacts: object = { digitalRights: `mailto:rights@town${count}.localhost` }) {
  town.declares([{ rel: 'legislation', path: '/law.json' }], { contacts })
  town.serves('/law.json', { body: JSON.stringify(law) })
  await secretariat.does(watch, { city: id(), domain: town.domain })
  hub.later(60_000 * 6)
  await hub.work()
}

const findings = (item: string) =>
  hub.rows(sql`select value, level, current from evidence.finding
    where city = ${id()} and item = ${item} order by since`)
const entries = (kind: string) =>
  hub.rows(sql`select d as body from record.outbox where t = ${kind} and d->>'city' = ${id()}`)

test('a city that is watched is asked by itself, and what was found is shown with what it does not prove', async () => {
  promise('P6.6')
  await asked()
  assert.deepEqual(await findings('S72'), [{ value: 'pass', level: 'E3', current: true }])
  const page = await hub.anybody.opens(`/evidence/${id()}`)
  assert.equal(page.status, 200)
  assert.match(page.text, /It does not prove that the law is enforced/)
  assert.match(page.text, /E3: checked by a machine/)
  assert.match(page.text, new RegExp(`cityright probe ${town.domain} --seed [0-9a-z]{20,}`))
  const item = await hub.anybody.opens(`/evidence/${id()}/S72`)
  assert.match(item.text, /law\.json/)
  const [entry] = await entries('evidence.recorded')
  const body = entry?.['body'] as { changed: object[]; first: boolean }
  assert.equal(body.changed.length, 22)
  assert.equal(body.first, true)
})

test('the record says what changed, and nothing when nothing did', async () => {
  await asked()
  hub.later(DAY + 3 * 3_600_000)
  await hub.work()
  assert.equal((await entries('evidence.recorded')).length, 1)
  town.serves('/law.json', { body: '{"instruments":[]}' })
  hub.later(DAY + 3 * 3_600_000)
  await hub.work()
  const all = await entries('evidence.recorded')
  assert.equal(all.length, 2)
  const changed = all
    .map(({ body }) => body as { changed: { item: string; value: string }[]; first: boolean })
    .find(({ first }) => !first)?.changed
  assert.deepEqual(changed, [{ item: 'S72', value: 'fail', level: 'E0' }])
  assert.deepEqual(
    (await findings('S72')).map(({ value, current }) => [value, current]),
    [
      ['pass', false],
      ['fail', true],
    ],
  )
  const page = await hub.anybody.opens(`/evidence/${id()}/S72`)
  assert.match(page.text, /How it was before/)
})

test('a city that is down keeps its facts with their date, goes stale, then lost, and is asked less often', async () => {
  promise('P6.6')
  await asked()
  town.serves('/.well-known/digital-rights-city', { body: '', status: 500 })
  hub.later(DAY + 3 * 3_600_000)
  await hub.work()
  const node = () =>
    hub.rows(sql`select failures, failure, extract(epoch from next_at - asked_at)::integer as wait
      from evidence.node where city = ${id()}`)
  assert.deepEqual(await node(), [{ failures: 1, failure: 'status-500', wait: 3600 }])
  hub.later(3_600_000 + 60_000 * 6)
  await hub.work()
  assert.deepEqual(await node(), [{ failures: 2, failure: 'status-500', wait: 86_400 }])
  assert.deepEqual(await findings('S72'), [{ value: 'pass', level: 'E3', current: true }])
  hub.later(10 * DAY)
  assert.match((await hub.anybody.opens(`/evidence/${id()}`)).text, /stale/)
  hub.later(25 * DAY)
  assert.match((await hub.anybody.opens(`/evidence/${id()}`)).text, /lost/)
})

test('a city that never answered is unknown in every item, which is not a failure', async () => {
  promise('P6.6')
  await secretariat.does(watch, { city: id(), domain: `nobody${count}.localhost:1` })
  hub.later(60_000 * 6)
  await hub.work()
  const all = await hub.rows(sql`select distinct value from evidence.finding where city = ${id()}`)
  assert.deepEqual(all, [{ value: 'unknown' }])
  assert.match((await hub.anybody.opens(`/evidence/${id()}`)).text, /never read/)
})

test('Amina contradicts a finding: it is published, the city gets a letter and answers in public', async () => {
  promise('P6.7')
  await asked()
  const amina = await hub.resident(`amina${count}`)
  const text = 'The law was repealed in January, see the gazette.'
  const { number } = await amina.does(contradict, { city: id(), item: 'S72', text })
  await hub.work()
  const sent = (await hub.letters()).filter(({ to }) => to === `rights@town${count}.localhost`)
  const [, code = ''] = /answering\/([0-9a-z]+)/.exec(sent[0]?.text ?? '') ?? []
  assert.ok(code.length > 20)
  assert.match((await hub.anybody.opens(`/evidence/${id()}/S72`)).text, /repealed in January/)
  assert.match((await hub.anybody.opens(`/evidence/answering/${code}`)).text, /repealed in January/)
  const said = 'It was repealed and replaced on the same day by ordinance 3.'
  await hub.anybody.does(answer, { code, text: said })
  assert.match((await hub.anybody.opens(`/evidence/${id()}/S72`)).text, /replaced on the same day/)
  const again = hub.anybody.does(answer, { code, text: said })
  await assert.rejects(again, (no) => no instanceof Refusal && /already-answered/.test(no.message))
  const [answered] = await entries('evidence.answered')
  assert.deepEqual(Object.keys(answered?.['body'] as object).toSorted(), [
    ...['by', 'city', 'late', 'number', 'text'],
  ])
  assert.ok(!JSON.stringify(await entries('evidence.contradicted')).includes('repealed'))
  assert.ok(JSON.stringify(answered).includes(`"number":${number}`))
})

test('an answer is overdue on the day after the twentieth working day, by computation alone', async () => {
  promise('P6.7')
  await asked()
  const text = 'There is no such law in the gazette at all.'
  const { due } = await hub.anybody.does(contradict, { city: id(), item: 'S72', text })
  hub.today(`${due}T12:00:00.000Z`)
  assert.match((await hub.anybody.opens(`/evidence/${id()}`)).text, /1 waits, 0 overdue/)
  hub.later(DAY)
  assert.match((await hub.anybody.opens(`/evidence/${id()}`)).text, /1 waits, 1 overdue/)
  assert.match((await hub.anybody.opens('/evidence/contradictions')).text, /Overdue/)
})

test('the secretariat hands an answer on, and hides what names a person; others may do neither', async () => {
  await asked({})
  const amina = await hub.resident(`amina${count}`)
  const text = 'The officer in room 7 lies, everybody knows it.'
  const { number } = await hub.anybody.does(contradict, { city: id(), item: 'S72', text })
  const forbidden = (no: unknown) => no instanceof Refusal && no.kind === 'forbidden'
  await assert.rejects(amina.does(hide, { number, reason: 'personal' }), forbidden)
  await assert.rejects(amina.does(answerFor, { number, text }), forbidden)
  await secretariat.does(answerFor, { number, text: 'The city says that the law is in force.' })
  await secretariat.does(hide, { number, reason: 'personal' })
  const page = await hub.anybody.opens('/evidence/contradictions')
  assert.ok(!page.text.includes('room 7'))
  assert.match(page.text, /it names a person/)
  const json = await hub.anybody.opens('/api/evidence/contradictions')
  assert.ok(!json.text.includes('room 7'))
})

test('a mailbox that is not on the city’s own domain gets no letter', async () => {
  await asked({ digitalRights: 'mailto:someone@elsewhere.example' })
  const text = 'There is no such law in the gazette at all.'
  await hub.anybody.does(contradict, { city: id(), item: 'S72', text })
  await hub.work()
  const letters = (await hub.letters()).filter(({ to }) => to.includes('elsewhere'))
  assert.equal(letters.length, 0)
})

test('one item is compared over chosen cities by name, without sum and without place', async () => {
  await asked()
  const first = id()
  count += 1
  town = towns.town(`town${count}`)
  await asked()
  const page = await hub.anybody.opens(`/evidence/compare/S72?cities=${id()},${first}`)
  assert.equal(page.status, 200)
  const places = [first, id()].map((city) => page.text.indexOf(`/evidence/${city}/S72`))
  assert.ok(places.every((place) => place > 0))
  const byName = `town${count - 1}`.localeCompare(`town${count}`, 'en')
  assert.equal(Math.sign((places[0] ?? 0) - (places[1] ?? 0)), Math.sign(byName))
  const head = [...page.text.matchAll(/<th scope="col"[^>]*>([^<]*)/g)].map(([, title]) => title)
  assert.deepEqual(head, [
    'City',
    'Found',
    'How far it reaches',
    'Seen',
    'Document and its SHA-256',
  ])
  assert.equal((await hub.anybody.opens('/evidence/compare/S99')).status, 404)
})

test('a city announces a change and is asked soon; nothing it sends is believed', async () => {
  await asked()
  assert.deepEqual(await hub.anybody.does(announce, { domain: town.domain }), { asked: false })
  hub.later(2 * 3_600_000)
  town.serves('/law.json', { body: '{"instruments":[]}' })
  assert.deepEqual(await hub.anybody.does(announce, { domain: town.domain }), { asked: true })
  hub.later(60_000 * 6)
  await hub.work()
  assert.equal((await findings('S72')).at(-1)?.['value'], 'fail')
})

test('an official of another city confirms what was found: E4, until the facts change', async () => {
  await asked()
  const grenoble = await memberCity(hub, secretariat, 'Grenoble')
  const gaston = await hub.official(`gaston${count}`, 'city-official', grenoble)
  const page = await gaston.opens(`/evidence/${id()}/S72`)
  const [, facts = ''] = /name="facts" value="([0-9a-f]{64})"/.exec(page.text) ?? []
  const text = 'I read the ordinance in the gazette and asked the office for a case.'
  const given = { city: id(), item: 'S72', facts, from: grenoble, text } as const
  const own = await hub.official(`otto${count}`, 'city-official', id())
  await assert.rejects(own.does(confirm, { ...given, from: id() }), /not-a-member.*own-evidence/)
  await assert.rejects(own.does(confirm, given), /not-your-city/)
  await assert.rejects(gaston.does(confirm, { ...given, item: 'S73' }), /nothing-holds/)
  await assert.rejects(gaston.does(confirm, { ...given, facts: '0'.repeat(64) }), /facts-changed/)
  const path = `/evidence/${id()}/S72/confirm`
  assert.equal((await gaston.posts(path, { facts, from: grenoble, text })).status, 303)
  await assert.rejects(gaston.does(confirm, given), /confirmed-already/)
  const [entry, ...more] = await entries('evidence.confirmed')
  assert.deepEqual(more, [])
  assert.ok(JSON.stringify(entry).includes(`"from":"${grenoble}"`))
  assert.ok(!JSON.stringify(entry).includes('gazette'))
  const shown = (await hub.anybody.opens(`/evidence/${id()}/S72`)).text
  assert.match(shown, /An official of Grenoble/)
  assert.match(shown, /E4: confirmed by peers/)
  assert.match((await hub.anybody.opens(`/evidence/${id()}`)).text, /E4: confirmed by peers/)

  town.serves('/law.json', { body: JSON.stringify({ instruments: [] }) })
  hub.later(DAY + 3 * 3_600_000)
  await hub.work()
  const later = (await hub.anybody.opens(`/evidence/${id()}`)).text
  assert.doesNotMatch(later, /E4/)
  assert.match(later, /Confirmed for an earlier state/)
  assert.match(
    (await hub.anybody.opens(`/evidence/${id()}/S72`)).text,
    /cr-card__top.*Confirmed for an earlier state.*An official of Grenoble/s,
  )
})

test('an independent reviewer with declared interests lifts it to E5, and takes it back in sight of all', async () => {
  await asked()
  const rosa = await hub.official(`rosa${count}`, 'independent-reviewer')
  const form = (await rosa.opens(`/evidence/${id()}/S72`)).text
  const [, facts = ''] = /name="facts" value="([0-9a-f]{64})"/.exec(form) ?? []
  const text = 'I compared the ordinance with three cases of the ombudsman.'
  const given = { city: id(), item: 'S72', facts, interests: 'I advise the union.', text } as const
  await assert.rejects(rosa.does(attest, given), /independence-not-declared/)
  const employed = await hub.official(`emil${count}`, 'independent-reviewer', 'grenoble-fr')
  const declared = { ...given, independent: true }
  await assert.rejects(employed.does(attest, declared), /employed-by-a-city/)
  await rosa.does(attest, declared)
  const shown = (await hub.anybody.opens(`/evidence/${id()}/S72`)).text
  assert.match(shown, /E5: confirmed by an independent reviewer/)
  assert.match(shown, /I advise the union/)
  const [row] = await hub.rows(sql`select number from evidence.confirmation where city = ${id()}`)
  const of = { city: id(), item: 'S72', number: Number(row?.['number']) } as const
  const amina = await hub.resident(`alma${count}`)
  await assert.rejects(amina.does(takeBack, of), /not-yours/)
  await rosa.does(takeBack, of)
  const after = (await hub.anybody.opens(`/evidence/${id()}/S72`)).text
  assert.match(after, /Taken back/)
  assert.doesNotMatch(after, /E5: confirmed/)
  await rosa.does(attest, declared)
})
