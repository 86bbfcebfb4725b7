import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { promise } from '#test/promise'
import { confirmedReports } from '#services/reports'
import { goBack } from './actions/back.ts'
import { activate, write } from './actions/rules.ts'
import { lamp, reportsOf, textOf } from './trial.ts'

let city: TestCity
let lead: Somebody
let other: Somebody
before(async () => {
  city = await openCity()
  lead = await city.official('lead', 'unit-lead', 'lighting')
  other = await city.official('other', 'unit-lead', 'streets')
})
after(() => city.close())

const { does, report, open, reportOf, takenOn, forge } = reportsOf(() => city)

test('a report without a category is sorted by its words, and the reason names them and no person', async () => {
  promise('P3.17')
  const { number } = await open(
    'A street lamp stays dark and flickers. Mr Fitzgerald, amina@mail.example, 612 345 678',
  )
  assert.deepEqual(await reportOf(number), { category: 'lamp-out', unit: 'lighting', shown: true })
  const taken = await takenOn(number, 'reports.sort')
  assert.equal(taken['outcome'], 'lamp-out')
  assert.match(textOf(taken['because']), /reports\.because\.sorted.*lamp/)
  assert.doesNotMatch(textOf(taken), /itzgerald|amina|612/)
  const page = await city.anybody.opens(`/algorithms/reports.sort`)
  assert.equal(page.status, 200)
  assert.match(page.text, /What counted: .*lamp/)
})

test('what the words do not say clearly waits for a person, unseen, and says so', async () => {
  promise('P3.17')
  const { number } = await open('Something is odd over there, please come and see')
  assert.deepEqual(await reportOf(number), { category: 'unsorted', unit: null, shown: false })
  assert.equal((await takenOn(number, 'reports.sort'))['outcome'], 'person')
  const dutch = await open('Er ligt al een week een grote berg afval bij het huis op de hoek')
  assert.match(textOf(await takenOn(dutch.number, 'reports.sort')), /sort-nothing/)
})

test('without JavaScript somebody writes first, sees what it may be and why, and chooses', async () => {
  const { draft } = await does(city.anybody, 'begin', {})
  const step = `/reports/new/${draft}/what`
  assert.match(
    (await city.anybody.opens(step)).text,
    /In your own words.*>\s*Propose what it is.*You do not know which/s,
  )
  const text = 'The street lamp stays dark'
  const sent = await city.anybody.posts(`${step}/propose`, { draft, text })
  assert.equal(sent.status, 303)
  const page = (await city.anybody.opens(String(sent.headers['location']))).text
  assert.match(page, /Proposed because of these words: [^<]*lamp/)
  assert.match(page, /value="lamp-out".*value="unsorted"/s)
  const chosen = await city.anybody.posts(`${step}/choose`, { draft, category: 'unsorted' })
  assert.equal(chosen.headers['location'], `/reports/new/${draft}/where`)
  assert.match((await city.anybody.opens(`/reports/new/${draft}/details`)).text, /stays dark/)
})

test('a rule that cannot be read is shown by line and column, and nothing is kept', async () => {
  const text = 'day == "sun" -> lighting\ncategory == "lamp-owt" -> lighting'
  const answer = await lead.posts('/routing/write/save', { text })
  assert.equal(answer.status, 400)
  assert.match(answer.text, /Line 2, column 13: expected one of the values the city knows here/)
  assert.deepEqual(await city.rows(sql`select * from routing.rules`), [])
})

const firstRules =
  'category == "lamp-out" and district == "puerto-viejo" -> streets\n' +
  'category == "lamp-out" and time >= 00:00 and district == "puerto-viejo" -> green\n' +
  'category == "unsorted" -> order'

test('rules are tried out, put in force by another official, and then decide at once', async () => {
  promise('P3.18')
  const { version } = await lead.does(write, { text: firstRules })
  const dry = await other.opens(`/routing/rules/${version}`)
  assert.match(dry.text, /shadowed.*would go elsewhere/s)
  await assert.rejects(lead.does(activate, { version }), /own-rules/)
  await other.does(activate, { version })
  const { number } = await report(lamp)
  assert.equal((await reportOf(number))?.['unit'], 'streets')
  const taken = await takenOn(number, 'reports.route')
  assert.match(textOf(taken['because']), /by-rule.*"number":1/)
  const [entry] = await city.rows(sql`
    select d as body from record.outbox where t = 'routing.rules-activated'`)
  assert.match(textOf(entry), /"hash":"[0-9a-f]{64}"/)
  assert.match((await city.anybody.opens('/routing')).text, /Version 1 is in force/)
  const inRegister = (await city.anybody.opens('/algorithms/reports.route')).text
  assert.match(inRegister, /href="\/routing"[\s\S]*rules: <bdi>[0-9a-f]{16}/)
  assert.equal((await reportOf((await open('Odd, come and see')).number))?.['unit'], 'order')
})

test('rules that were wrong are taken back by one official at once, and the reason is published', async () => {
  promise('P3.18')
  city.later(60_000)
  const { version } = await lead.does(write, { text: 'category == "lamp-out" -> order' })
  await other.does(activate, { version })
  assert.equal((await reportOf((await report(lamp)).number))?.['unit'], 'order')
  await assert.rejects(
    city.anybody.does(goBack, { place: 'rules', reason: 'Guessed' }),
    /not-signed-in|may-not|sign/,
  )
  city.later(60_000)
  await other.does(goBack, { place: 'rules', reason: 'Lamps went to the wrong people' })
  assert.equal((await reportOf((await report(lamp)).number))?.['unit'], 'streets')
  assert.match((await city.anybody.opens('/routing')).text, /Version 1 is in force/)
  const [entry] = await city.rows(sql`
    select d as body from record.outbox where t = 'routing.went-back'`)
  assert.match(textOf(entry), /Lamps went to the wrong people/)
  city.later(60_000)
  await other.does(goBack, { place: 'rules', reason: 'Trying on' })
  assert.equal((await reportOf((await report(lamp)).number))?.['unit'], 'lighting')
  await assert.rejects(
    other.does(goBack, { place: 'rules', reason: 'Again' }),
    /nothing-to-go-back/,
  )
  city.later(60_000)
  const again = await lead.does(write, { text: firstRules })
  await other.does(activate, again)
})

test('a corrected place is routed once more when another rule holds there, and only then', async () => {
  const { number } = await report(lamp)
  const clerk = await city.official('clerk', 'front-desk')
  const moves = (version: number, address: string) =>
    does(clerk, 'correct', { number, version, address, district: 'ciudad-alta' })
  await moves(1, 'Calle Alta 1')
  assert.equal((await reportOf(number))?.['unit'], 'lighting')
  const routed = () =>
    city.rows(sql`select 1 as n from decisions.taken
      where about = ${`/reports/${number}`} and decision = 'reports.route'`)
  assert.equal((await routed()).length, 2)
  await moves(2, 'Calle Alta 3')
  assert.equal((await routed()).length, 2)
})

test('an official who says that the machine was right teaches it, once, and everybody sees it', async () => {
  const { number } = await open('The street lamp on the corner stays dark and flickers')
  assert.equal((await reportOf(number))?.['category'], 'lamp-out')
  const clerk = await city.official('confirmer', 'front-desk')
  const desk = `/reports/desk/${number}`
  assert.match((await clerk.opens(desk)).text, /Is it right\?.*Yes, the category is right/s)
  const taught = () => city.city.db.look((tx) => confirmedReports(tx, 10_000))
  const isTaught = async () => (await taught()).some((one) => one.number === number)
  assert.equal(await isTaught(), false)
  await does(clerk, 'confirm-category', { number, version: 1 })
  assert.equal(await isTaught(), true)
  await assert.rejects(does(clerk, 'confirm-category', { number, version: 1 }), /confirmed-already/)
  assert.match((await clerk.opens(desk)).text, /An official has said that this category is right/)
  assert.match((await city.anybody.opens(`/reports/${number}`)).text, /confirmed the category/)
  const chosen = await report(lamp)
  await assert.rejects(
    does(clerk, 'confirm-category', { number: chosen.number, version: 1 }),
    /not-sorted-by-machine/,
  )
})

test('rules whose bytes are not those of their hash send every report to a person, and everybody sees it', async () => {
  await forge('reports.route', 'b'.repeat(64), 'category == "lamp-out" -> green')
  const { number } = await report(lamp)
  assert.equal((await reportOf(number))?.['unit'], null)
  assert.match(textOf(await takenOn(number, 'reports.route')), /rules-broken/)
  assert.match((await city.anybody.opens('/routing')).text, /cannot be followed/)
})
