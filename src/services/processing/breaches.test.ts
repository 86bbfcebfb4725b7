/** The morning of a breach: opened, assessed, counted, notified, told, closed; and an exercise of it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { badgeOf } from '#core/people'
import { openCity, type Somebody, sql, type TestCity } from '#test/city'
import { can as report, lamp } from '#test/lamp'
import { can } from '#test/processing'
import { unzipped } from '#test/unzipped'
import { promise } from '#test/promise'

let city: TestCity
let amina: Somebody
let bruno: Somebody
let officer: Somebody
let desk: Somebody

before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
  bruno = await city.resident('bruno')
  officer = await city.official('olga', 'privacy-officer')
  desk = await city.official('dario', 'unit-lead')
  for (const who of [amina, bruno]) {
    const { number } = await who.does(report('report'), { ...lamp, toAccount: true })
    if (who !== amina) continue
    await desk.does(report('unmask'), { number, reason: 'Where is the lamp?' })
    assert.equal((await desk.opens(`/reports/desk/${number}/contact`)).status, 200)
  }
  await city.work()
})
after(() => city.close())

const opening = {
  title: 'A list of reporters lay open on a counter',
  kinds: ['seen'],
  noticedOn: '2026-03-02',
  noticedAt: '09:30',
  noticedBy: 'official',
  fromOn: '2026-03-02',
  fromAt: '00:00',
  untilOn: '2026-03-03',
  untilAt: '00:00',
}
const telling = {
  nature: 'A list lay open; names and addresses of reporters',
  records: 'about 2',
  contact: 'privacy@luzarra.example',
  consequences: 'Somebody may have read an e-mail address',
  measures: 'The list was destroyed',
}
const entries = () =>
  city.rows(sql`select t as kind, d as body from record.outbox where t like 'breach.%' order by id`)

test('a breach is noticed: from the first minute every page of the desk says how long there is, and what comes next', async () => {
  assert.equal((await officer.opens('/processing/breaches/new')).status, 200)
  const opened = await officer.posts('/processing/breaches/new/open', opening)
  assert.equal(opened.status, 303)
  assert.equal(opened.headers['location'], '/processing/breaches/B-1')
  for (const path of ['/processing/desk', '/processing/breaches', '/processing/holds']) {
    const { text } = await officer.opens(path)
    assert.match(text, /71 hours left/)
    assert.match(text, /Say how grave it is/)
  }
  assert.deepEqual(await entries(), [
    {
      kind: 'breach.opened',
      body: { number: 'B-1', kinds: ['seen'], noticed: '2026-03-02T08:30:00.000Z' },
    },
  ])
})

test('who may not work on breaches sees none, and opens none', async () => {
  assert.equal((await amina.opens('/processing/breaches/B-1')).status, 403)
  assert.equal((await city.anybody.opens('/api/processing/breaches.csv')).status, 401)
  assert.equal((await amina.posts('/processing/breaches/new/open', opening)).status, 403)
})

test('the vault says how many people it concerns, and the register says no name', async () => {
  promise('P2.26')
  const number = 'B-1'
  await officer.does(can('assess'), { number, risk: 'high', riskWhy: 'Addresses could be misused' })
  const whole = await officer.does(can('count'), { number, by: 'cases', module: 'reports' })
  assert.equal(whole.people, 2)
  const nobody = await officer.does(can('count'), { number, by: 'accesses', badge: 'nobody' })
  assert.equal(nobody.people, 0)
  const read = { number, by: 'accesses', badge: badgeOf(desk.ref) }
  const one = await officer.does(can('count'), read)
  assert.equal(one.people, 1)
  const { text } = await officer.opens('/processing/breaches/B-1')
  assert.match(text, /one person/)
  assert.doesNotMatch(text, /amina@/)
})

test('the authority is told in two parts, and what is still missing comes next', async () => {
  const number = 'B-1'
  await officer.does(can('notify'), { number, ...telling, more: true })
  assert.match(
    (await officer.opens('/processing/breaches/B-1')).text,
    /Tell the people it concerns/,
  )
  const [, told] = await entries()
  assert.deepEqual(told, {
    kind: 'breach.notified',
    body: { number, whom: 'authority', phase: 1, late: false, atLeast: 0 },
  })
})

const letter = 'A list with your e-mail address lay open on a counter. It was destroyed.'

test('those it concerns find a letter in their folder; mail says only that there is a message', async () => {
  promise('P2.26')
  const number = 'B-1'
  await assert.rejects(officer.does(can('close-breach'), { number, lessons: 'Lock lists away' }))
  await officer.posts('/processing/breaches/B-1/tell', { letter })
  city.later(61_000)
  await city.work()
  const letters = (await city.letters()).filter(({ subject }) => /message for you/.test(subject))
  assert.deepEqual(
    letters.map(({ to }) => to),
    [amina.email],
  )
  assert.doesNotMatch(letters[0]?.text ?? '', /list|breach|counter/)
  assert.match((await amina.opens('/folder')).text, /Something went wrong with your data/)
  assert.match((await amina.opens('/folder/breaches/B-1')).text, /lay open on a counter/)
  assert.doesNotMatch((await bruno.opens('/folder')).text, /Something went wrong/)
  assert.equal((await bruno.opens('/folder/breaches/B-1')).status, 404)
  assert.equal((await city.anybody.opens('/api/folder/breaches/B-1')).status, 401)
})

async function archive({ cookie }: Somebody): Promise<Map<string, string>> {
  const headers = { cookie }
  const got = await city.city.web.inject({ method: 'GET', url: '/folder/take/archive', headers })
  assert.equal(got.statusCode, 200)
  return unzipped(got.rawPayload)
}

test('the letter is in the archive of everything, and who read the address for it stands in the folder', async () => {
  const files = await archive(amina)
  assert.equal(files.get('letters/B-1.txt'), letter)
  assert.ok(files.get('index.html')?.includes(`<td>B-1</td>`))
  assert.ok(files.get('index.html')?.includes(letter))
  const { breaches } = JSON.parse(files.get('folder.json') ?? '')
  assert.deepEqual(breaches, [{ breach: 'B-1', at: breaches[0].at, letter }])
  const others = await archive(bruno)
  assert.deepEqual(JSON.parse(others.get('folder.json') ?? '').breaches, [])
  assert.ok([...others.values()].every((text) => !text.includes(letter)))
  assert.match((await amina.opens('/folder')).text, /Notices about your data/)
})

test('a second letter of the same breach tells nobody twice', async () => {
  await officer.does(can('tell'), { number: 'B-1', letter })
  city.later(61_000)
  await city.work()
  const letters = (await city.letters()).filter(({ subject }) => /message for you/.test(subject))
  assert.equal(letters.length, 1)
})

test('it is closed with its lessons, and nobody works on it any more', async () => {
  const number = 'B-1'
  const lessons = 'Lists are locked away at noon'
  await assert.rejects(officer.does(can('close-breach'), { number, lessons }), /more-to-follow/)
  await officer.does(can('notify'), { number, ...telling, more: false })
  await officer.does(can('close-breach'), { number, lessons })
  const again = { number, risk: 'none', riskWhy: 'It was nothing' }
  await assert.rejects(officer.does(can('assess'), again), /breach-closed/)
  await assert.rejects(officer.does(can('tell'), { number, letter }), /breach-closed/)
  const { text } = await city.anybody.opens('/processing/kept')
  assert.match(text, /B-1/)
  assert.match(text, /told in time/)
  assert.match(text, /fewer than 10/)
  assert.doesNotMatch(text, /counter/)
})

test('after seventy-two hours the authority is told only with the reasons, and everybody sees that it was late', async () => {
  const old = { ...opening, noticedOn: '2026-02-27', noticedAt: '09:59' }
  const { number } = await officer.does(can('open-breach'), old)
  assert.match((await officer.opens('/processing/desk')).text, /72 hours ended an hour ago/)
  await assert.rejects(officer.does(can('notify'), { number, ...telling }), /late-reason-missing/)
  await officer.does(can('notify'), { number, ...telling, lateReason: 'The supplier was late' })
  assert.match((await city.anybody.opens('/processing/kept')).text, /told late/)
})

test('an exercise is as in earnest, but tells nobody and leaves no trace on the public record', async () => {
  const before = (await entries()).length
  const { number } = await officer.does(can('open-breach'), { ...opening, exercise: true })
  assert.match(number, /^X-/)
  await officer.does(can('assess'), { number, risk: 'high', riskWhy: 'We try it' })
  await officer.does(can('count'), { number, by: 'cases' })
  await assert.rejects(officer.does(can('tell'), { number, letter }), /only-an-exercise/)
  await officer.does(can('notify'), { number, ...telling })
  await officer.does(can('close-breach'), { number, lessons: 'Now we know how' })
  assert.equal((await entries()).length, before)
  assert.doesNotMatch((await city.anybody.opens('/processing/kept')).text, new RegExp(number))
})

test('what cannot be is refused at its field, and what was typed is kept', async () => {
  const post = (more: Record<string, string>) =>
    officer.posts('/processing/breaches/new/open', { ...opening, ...more })
  const future = await post({ noticedOn: '2027-01-01' })
  assert.equal(future.status, 400)
  assert.match(future.text, /still to come/)
  assert.match(future.text, /lay open on a counter/)
  assert.match((await post({ untilOn: '2026-03-01' })).text, /ends before it begins/)
  // Clocks went from two to three o'clock on 30 March 2025.
  const skipped = await post({ noticedOn: '2025-03-30', noticedAt: '02:30' })
  assert.match(skipped.text, /hour does not exist/)
  for (const bad of ['25:00', "' or 1=1", '9.30']) {
    assert.equal((await post({ noticedAt: bad })).status, 400)
  }
  assert.equal((await officer.opens('/processing/breaches/B-1%27--')).status, 404)
})

test('two officers who count at once both get an answer, and the last one stands', async () => {
  const { number } = await officer.does(can('open-breach'), opening)
  const counted = await Promise.all([
    officer.does(can('count'), { number, by: 'cases' }),
    desk.does(can('count'), { number, by: 'cases' }),
  ])
  assert.deepEqual(new Set(counted.map(({ people }) => people)), new Set([2]))
})

test('the register for the authority is a table as well', async () => {
  const { text } = await officer.opens('/processing/breaches.csv')
  const [head, ...rows] = text.trim().split('\r\n')
  assert.match(head ?? '', /^number,exercise,state,title,kinds,noticed/)
  assert.equal(rows.length, 4)
})
