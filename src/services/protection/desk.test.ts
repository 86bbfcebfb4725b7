/** The desk: clocks, people without an account, two officers at once, and a city that is killed in between. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { enqueuer } from '#core/jobs'
import { Refusal } from '#core/kernel'
import { reveal, sweepVault } from '#core/vault'
import type { Somebody, TestCity } from '#test/city'
import { call, openRescue, rescued, signsIn, system } from '#test/rescue'
import { ask } from './actions/ask.ts'
import { begin, doubt, extend, goOn } from './actions/clock.ts'
import { close, decide } from './actions/decide.ts'
import { takeIn } from './actions/enter.ts'
import { round } from './jobs.ts'

let city: TestCity
let amina: Somebody
let officer: Somebody
let front: Somebody
let ref: string
let officers = 0

before(async () => {
  city = await openRescue()
  amina = await city.resident('amina')
  officer = await city.official('edmund', 'privacy-officer')
  front = await city.official('ines', 'front-desk')
  ref = await rescued(city, amina, { 'contact.phone': '+34 600 000 001' }, [call])
})
after(() => city?.close())

const why = (code: string) => (failure: unknown) =>
  failure instanceof Refusal && failure.reasons.some((reason) => reason.code === code)
const words = 'I would like to know why this was done, please.'
const letter = 'We looked at it closely, and this is what we found.'
const idOf = (number: string) => Number(number.slice(2))
const row = async (number: string) =>
  (await city.rows(sql`select * from protection.request where id = ${idOf(number)}`))[0] ?? {}
const at = async (number: string) => ({ number, version: Number((await row(number))['version']) })
/** Sessions end while days go by: somebody else holds the post by then. */
const anotherOfficer = () => {
  officers += 1
  return city.official(`officer-${officers}`, 'privacy-officer')
}
const START = '2026-03-02T09:00:00.000Z'
const page = async (who: Somebody, path: string) => (await who.opens(path)).text
const phone = async () => {
  const asked = { actor: system, at: city.city.clock(), case: 'R-1' }
  const { 'contact.phone': kept } = await city.city.channel('rescue').read(call, ref, asked)
  return kept && reveal(kept, 'mail')
}
const asking = async (more: object = {}) => {
  const { number } = await amina.does(ask, { kind: 'question', text: words, ...more })
  await officer.does(begin, await at(number))
  return number
}

test('somebody without an account asks at the desk, and reads the answer with the code on the slip', async () => {
  const input = {
    kind: 'access',
    name: 'Rosa Viñas',
    identified: 'doubted',
    language: 'es',
  } as const
  const { number, code } = await front.does(takeIn, {
    ...input,
    email: 'rosa@example.org',
    text: words,
  })
  assert.match(await page(front, `/protection/code/${code}/slip`), new RegExp(number))
  const mine = `/protection/code/${code}`
  assert.match(await page(city.anybody, mine), /I would like to know why/)
  assert.match(await page(city.anybody, mine), /the city has to be sure|The city has to be sure/)
  const wrong = await city.anybody.posts('/protection/code/open', { code: 'not a code' })
  assert.equal(wrong.status, 400)
  const typed = (code.match(/.{1,4}/g) ?? []).join(' ').toUpperCase()
  const opened = await city.anybody.posts('/protection/code/open', { code: typed })
  assert.equal(opened.headers['location'], mine)
  await officer.does(begin, await at(number))
  await assert.rejects(
    officer.does(decide, { ...(await at(number)), outcome: 'granted', text: letter }),
    why('clock-stands'),
  )
  city.later(3 * 86_400_000)
  const later = await anotherOfficer()
  await later.does(goOn, { ...(await at(number)), identified: 'passport' })
  assert.equal((await row(number))['due_on'], '2026-04-06', 'three days later, after the holidays')
  await assert.rejects(later.does(doubt, await at(number)), why('identity-shown'))
  assert.match(await page(later, `/protection/desk/${number}`), /Rosa Viñas/)
  await later.does(decide, { ...(await at(number)), outcome: 'granted', text: letter })
  await city.work()
  const mail = (await city.letters()).find(({ to }) => to === 'rosa@example.org')
  assert.match(mail?.text ?? '', /\/protection\/code/)
  await later.does(close, await at(number))
  assert.match(await page(city.anybody, mine), /We looked at it closely/)
  city.today(START)
  const rows = JSON.stringify(await row(number))
  assert.doesNotMatch(rows, new RegExp(`${code}|Rosa|rosa@`))
})

test('two more months are told with their reason, and the record says until when', async () => {
  const number = await asking()
  await officer.does(extend, { ...(await at(number)), why: 'complex' })
  await assert.rejects(
    officer.does(extend, { ...(await at(number)), why: 'complex' }),
    why('extended-already'),
  )
  assert.match(await page(amina, `/protection/requests/${number}`), /The matter is complex/)
  const [entry] = await city.rows(
    sql`select d from record.outbox where t = 'protection.extended' order by id desc limit 1`,
  )
  assert.deepEqual(entry?.['d'], { number, until: '2026-06-02', why: 'complex' })
})

test('of two officers who answer at once one is told, and there is one answer', async () => {
  const other = await anotherOfficer()
  const number = await asking()
  const stood = await at(number)
  const both = await Promise.allSettled(
    [officer, other].map((who, n) =>
      who.does(decide, { ...stood, outcome: 'granted', text: `${letter} ${n}` }),
    ),
  )
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  const [lost] = both.filter((one) => one.status === 'rejected')
  assert.ok(why('request-changed-meanwhile')(lost?.reason))
  const answers = await city.rows(sql`select 1 from record.outbox
    where t = 'protection.answered' and d ->> 'number' = ${number}`)
  assert.equal(answers.length, 1)
})

test('an officer who asks is answered by somebody else', async () => {
  const { number } = await officer.does(ask, { kind: 'question', text: words })
  await officer.does(begin, await at(number))
  await assert.rejects(
    officer.does(decide, { ...(await at(number)), outcome: 'granted', text: letter }),
    why('own-request'),
  )
})

test('when the city does not commit, the old value stands; when it did, the new one comes although it was killed', async () => {
  const of = { kind: 'correction', field: 'contact.phone', value: '+34 600 000 002' }
  const number = await asking(of)
  const stood = await at(number)
  const granted = { ...stood, outcome: 'granted', text: letter } as const
  await city.city.db.transact((tx) =>
    tx.run(sql`alter table record.outbox rename column subject to gone`),
  )
  await assert.rejects(officer.does(decide, granted))
  await city.city.db.transact((tx) =>
    tx.run(sql`alter table record.outbox rename column gone to subject`),
  )
  assert.equal(await phone(), '+34 600 000 001')
  assert.equal((await row(number))['state'], 'handling')
  const channel = city.city.channel('protection')
  const confirm = channel.confirm
  Object.assign(channel, { confirm: () => Promise.reject(new Error('killed')) })
  await officer.does(decide, granted)
  Object.assign(channel, { confirm })
  assert.equal(await phone(), '+34 600 000 001', 'the vault has not heard of it yet')
  await sweepVault(city.city.db, { protection: channel }, 0)
  assert.equal(await phone(), '+34 600 000 002')
})

test('what a case needed is erased when the officer grants it, after the commit, and only once', async () => {
  const number = await asking({ kind: 'erasure', class: 'contact' })
  await officer.does(decide, { ...(await at(number)), outcome: 'granted', text: letter })
  await assert.rejects(officer.does(close, await at(number)), why('not-carried-out'))
  assert.ok(await phone())
  await city.work()
  await city.work()
  assert.equal(await phone(), undefined)
  const events = await city.rows(
    sql`select kind from protection.event where request = ${idOf(number)} and kind = 'carried'`,
  )
  assert.equal(events.length, 1)
  await officer.does(close, await at(number))
})

async function morning(iso: string) {
  city.today(iso)
  await city.city.db.transact((tx) => enqueuer(tx, () => iso)(round, {}))
  await city.work()
}

test('the officer is written to before the last day and after it, once each, and overdue stands on top of the desk', async () => {
  const { number } = await amina.does(ask, { kind: 'complaint', text: words })
  const reminders = async () =>
    (await city.letters()).filter(
      ({ to, subject }) => to === 'privacy@luzarra.example' && subject.includes(`${number} `),
    ).length
  const due = String((await row(number))['due_on'])
  assert.equal(due, '2026-04-02')
  await morning('2026-03-27T05:00:00.000Z')
  await morning('2026-03-28T06:00:00.000Z')
  assert.equal(await reminders(), 1)
  await morning('2026-04-01T06:00:00.000Z')
  await morning('2026-04-03T06:00:00.000Z')
  assert.equal(await reminders(), 3)
  assert.match(await page(await anotherOfficer(), '/protection/desk'), /overdue/)
})

test('the numbers of a time are published when there are ten requests in it, and each is counted once', async () => {
  const stats = () => city.rows(sql`select d from record.outbox where t = 'dsar.stats'`)
  await morning('2026-05-04T06:00:00.000Z')
  assert.deepEqual(await stats(), [], 'fewer than ten say too much of each')
  city.today('2026-03-20T09:00:00.000Z')
  await signsIn(amina, 'amina')
  for (let n = 0; n < 4; n += 1) await amina.does(ask, { kind: 'question', text: words })
  await morning('2026-05-05T06:00:00.000Z')
  await morning('2026-05-06T06:00:00.000Z')
  const [first, ...more] = await stats()
  assert.deepEqual(more, [])
  const said = first?.['d'] as Record<string, number>
  const [all] = await city.rows(sql`select count(*)::int as n from protection.request`)
  assert.equal(said['received'], all?.['n'])
  assert.ok((said['overdue'] ?? 0) >= 1)
})
