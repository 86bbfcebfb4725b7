import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Action } from '#core/actions'
import { sql } from '#core/database'
import { Refusal } from '#core/kernel'
import type { Access } from '#core/vault'
import { enqueuer } from '#core/jobs'
import messages from '#services/messages'
import protection from '#services/protection'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { can as report, lamp } from '#test/lamp'
import { promise } from '#test/promise'
import { z } from 'zod'

let city: TestCity
let [amina, eva, bruno, gala]: Somebody[] = []
let thread: string
before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
  eva = await city.resident('eva')
  bruno = await city.official('bruno', 'caseworker', 'lighting')
  gala = await city.official('gala', 'caseworker', 'green')
  const { number } = await who(amina).does(report('report'), { ...lamp, toAccount: true })
  await who(bruno).does(report('answer'), { number, version: 1, text: 'We come on Monday.' })
  await city.work()
  thread = /href="\/messages\/(M-\d+)"/.exec((await who(amina).opens('/messages')).text)?.[1] ?? ''
})
after(() => city?.close())

function who(somebody: Somebody | undefined): Somebody {
  assert.ok(somebody)
  return somebody
}
function can(verb: string): Action {
  const found = messages.actions.find(({ name }) => name === `messages.${verb}`)
  assert.ok(found, `nobody can ${verb}`)
  return found
}
const why = (code: string) => (failure: unknown) =>
  failure instanceof Refusal && failure.reasons.some((reason) => reason.code === code)
const readings = async (somebody: Somebody | undefined) =>
  (await who(somebody).opens('/folder.json')).json<{ accesses: Access[] }>().accesses

test('an answer to her report lies among her messages, and only she and its unit find it', async () => {
  assert.match(thread, /^M-\d+$/)
  const page = (await who(amina).opens(`/messages/${thread}`)).text
  assert.match(page, /There is news about your report R-\d+/)
  assert.match(page, /Street lighting/)
  for (const somebody of [eva, gala, bruno])
    assert.equal((await who(somebody).opens(`/messages/${thread}`)).status, 404)
  assert.equal((await who(bruno).opens(`/messages/desk/${thread}`)).status, 200)
  assert.equal((await who(gala).opens(`/messages/desk/${thread}`)).status, 404)
  assert.equal((await who(eva).opens(`/messages/desk/${thread}`)).status, 403)
  assert.doesNotMatch((await who(gala).opens('/messages/desk')).text, new RegExp(thread))
})

test('her list says in words what each thread is about, in her language; the street stands nowhere', async () => {
  const list = (await who(amina).opens('/messages')).text
  assert.match(list, />Street lamp does not work, [^<(]+ \(R-\d+\)</)
  const [row] = await city.rows(sql`select titles from messages.thread`)
  assert.deepEqual(Object.keys(Object(row?.['titles'])).toSorted(), ['ar', 'en', 'es'])
  assert.match(JSON.stringify(row), /Farola apagada, /)
  const rows = await city.rows(sql`select * from messages.thread`)
  assert.doesNotMatch(JSON.stringify(rows), /Calle|corner/i)
})

test('she writes back and the unit answers; every word lies in the vault, and who opened it in her folder', async () => {
  const secret = 'My father is at home alone at night'
  await who(amina).does(can('reply'), { thread, text: secret })
  const desk = await who(bruno).opens(`/messages/desk/${thread}`)
  assert.ok(desk.text.includes(secret))
  await who(bruno).does(can('answer'), { thread, text: 'Then we come in daylight' })
  const page = (await who(amina).opens(`/messages/${thread}`)).text
  assert.ok(page.includes(secret) && page.includes('Then we come in daylight'))
  const read = (await readings(amina)).find(
    ({ purpose, actor }) => purpose === 'messages.correspondence' && actor.kind === 'official',
  )
  assert.deepEqual([read?.outcome, read?.case, read?.fields], ['read', thread, ['message.written']])
  const rows = await city.rows(sql`select t.*, m.*, d.state as due from messages.thread t
    join messages.message m on m.thread = t.number left join messages.due d on d.thread = t.number`)
  assert.equal(rows.length, 3)
  assert.ok(!JSON.stringify(rows).includes('father'))
  const entries = await city.rows(sql`select d from record.outbox where t = 'messages.written'
    order by id`)
  assert.deepEqual(
    entries.map(({ d }) => d),
    ['service', 'resident', 'official'].map((from) => ({ unit: 'lighting', from })),
  )
})

test('nothing tells the unit that she has read until she says so', async () => {
  await who(amina).opens(`/messages/${thread}`)
  const seen = async () =>
    (await who(bruno).opens(`/messages/desk/${thread}`)).text.split('cr-tag--success').length - 1
  assert.equal(await seen(), 1, 'what she answered, she has read')
  assert.match((await who(amina).opens('/messages')).text, /New</)
  await who(amina).does(can('note-read'), { thread })
  assert.equal(await seen(), 2)
  assert.doesNotMatch((await who(amina).opens('/messages')).text, /New</)
  await assert.rejects(who(eva).does(can('note-read'), { thread }), why('messages.no-thread'))
})

test('a charge and a deadline stand by their day, in her calendar too, until the unit says that they are settled', async () => {
  const link = 'https://pay.luzarra.example/7'
  const set = (more: object) => who(bruno).does(can('set-due'), { thread, ...more })
  await assert.rejects(set({ kind: 'charge', amount: 'ten', on: '2026-04-01' }), why('no-amount'))
  await assert.rejects(set({ kind: 'deadline', on: '2026-03-01' }), why('day-over'))
  const charge = await set({ kind: 'charge', amount: '12.50', on: '2026-04-01', link })
  await set({ kind: 'deadline', on: '2026-03-20' })
  const page = (await who(amina).opens('/messages/due')).text
  assert.ok(page.indexOf('Deadline') < page.indexOf('Charge: €12.50'))
  assert.ok(page.includes(`href="${link}"`))
  assert.ok((await who(amina).opens('/folder')).text.includes('Charge: €12.50'))
  const calendar = await who(amina).opens('/messages/due.ics')
  assert.match(String(calendar.headers['content-type']), /^text\/calendar/)
  assert.match(calendar.text, /DTSTART;VALUE=DATE:20260401/)
  assert.doesNotMatch(calendar.text, /CANCELLED/)
  assert.doesNotMatch((await who(eva).opens('/messages/due.ics')).text, /VEVENT/)
  const paid = { thread, due: (charge as { due: string }).due, to: 'paid' }
  await assert.rejects(who(gala).does(can('change-due'), paid), why('foreign-unit'))
  await who(bruno).does(can('change-due'), paid)
  await assert.rejects(who(bruno).does(can('change-due'), paid), why('not-open'))
  assert.match((await who(amina).opens('/messages/due.ics')).text, /SEQUENCE:1\r\n[\s\S]*CANCELLED/)
})

test('a letter comes only to those who want one, and says neither what nor from whom', async () => {
  promise('P2.20')
  const to = who(eva).email
  const { number } = await who(eva).does(report('report'), { ...lamp, text: 'Dark again' })
  const answers = async (version: number) => {
    city.later(60_000)
    await who(bruno).does(report('answer'), { number, version, text: 'Noted.' })
    await city.work()
    return (await city.letters()).filter((letter) => letter.to === to)
  }
  assert.deepEqual(await answers(1), [])
  const { consent } = (await who(eva).does(can('wish-mail'), { often: 'each' })) as {
    consent: string
  }
  assert.ok(consent)
  const [letter, ...more] = await answers(2)
  assert.deepEqual(more, [])
  assert.match(letter?.text ?? '', /There is a message for you/)
  assert.doesNotMatch(`${letter?.subject} ${letter?.text}`, new RegExp(`${number}|ighting|report`))
  await who(eva).does(can('wish-mail'), { often: 'never' })
  const before = (await readings(eva)).filter(({ purpose }) => purpose === 'messages.mail').length
  assert.equal((await answers(3)).length, 1)
  const after = (await readings(eva)).filter(({ purpose }) => purpose === 'messages.mail').length
  assert.deepEqual([before, after], [1, 1], 'nobody even tried to read her address')
})

test('whoever wants one letter a day gets one in the morning, however often the morning is planned', async () => {
  const to = who(amina).email
  const plan = messages.jobs?.find(({ name }) => name === 'messages.plan-letters')
  assert.ok(plan)
  const { enqueuer } = await import('#core/jobs')
  const morning = async () => {
    await city.city.db.transact((tx) => enqueuer(tx, city.city.clock)(plan, {}))
    await city.work()
  }
  await who(amina).does(can('wish-mail'), { often: 'daily' })
  city.later(60_000)
  for (const text of ['One', 'Two']) await who(bruno).does(can('answer'), { thread, text })
  await city.work()
  const mine = async () =>
    (await city.letters()).filter((one) => one.to === to && /There is a message/.test(one.text))
  assert.equal((await mine()).length, 0)
  await morning()
  await morning()
  assert.equal((await mine()).length, 1)
})

test('a closed thread is hers alone: the unit can read no word of it until she writes again', async () => {
  await who(amina).does(can('end'), { thread })
  assert.equal((await who(bruno).opens(`/messages/desk/${thread}`)).status, 404)
  await assert.rejects(
    who(bruno).does(can('answer'), { thread, text: 'Once more' }),
    why('thread-closed'),
  )
  assert.ok((await who(amina).opens(`/messages/${thread}`)).text.includes('in daylight'))
  const channel = city.city.channel('messages')
  const correspondence = messages.purposes?.find(({ id }) => id === 'messages.correspondence')
  assert.ok(correspondence)
  const actor = {
    kind: 'official',
    ref: 'nobody',
    permissions: ['messages.answer'],
    unit: 'lighting',
    badge: '9-XX',
  } as const
  const at = city.city.clock()
  const own = await channel.refOf(who(amina).ref)
  await assert.rejects(
    channel.readItems(correspondence, own, { actor, at, case: thread, of: thread }),
    why('vault.no-grant'),
  )
  assert.equal((await readings(amina))[0]?.denied, 'no-grant')
  await who(amina).does(can('reply'), { thread, text: 'It is dark again' })
  assert.equal((await who(bruno).opens(`/messages/desk/${thread}`)).status, 200)
})

test('a thread in which nobody writes for ninety days closes by itself', async () => {
  const quiet = messages.jobs?.find(({ name }) => name === 'messages.close-quiet')
  assert.ok(quiet)
  const { enqueuer } = await import('#core/jobs')
  const states = () => city.rows(sql`select distinct state from messages.thread`)
  city.later(91 * 86_400_000)
  await city.city.db.transact((tx) => enqueuer(tx, city.city.clock)(quiet, {}))
  await city.work()
  assert.deepEqual(await states(), [{ state: 'closed' }])
})

const Asked = z.object({ number: z.string() })
/** An act of the service of data protection. */
function asks(verb: string): Action {
  const found = protection.actions.find(({ name }) => name === `protection.${verb}`)
  assert.ok(found)
  return found
}

test('when an officer has what somebody wrote erased, its threads go with the words, and what comes later stays', async () => {
  const nadia = await city.resident('nadia')
  const lena = await city.official('lena', 'caseworker', 'lighting')
  const officer = await city.official('edmund', 'privacy-officer')
  const listed = async () => (await nadia.opens('/messages')).text.match(/\/messages\/M-\d+/g) ?? []
  const { number } = await nadia.does(report('report'), { ...lamp, toAccount: true })
  await lena.does(report('answer'), { number, version: 1, text: 'We come on Tuesday.' })
  await city.work()
  assert.equal((await listed()).length, 1)
  const asked = { kind: 'erasure', class: 'messages', text: 'Please erase what I wrote to you.' }
  const { number: request } = Asked.parse(await nadia.does(asks('ask'), asked))
  await officer.does(asks('begin'), { number: request, version: 1 })
  const letter = 'We erase all of it, as you wished.'
  const granted = { number: request, version: 2, outcome: 'granted', text: letter }
  await officer.does(asks('decide'), granted)
  await city.work()
  assert.equal((await nadia.opens('/folder')).status, 200)
  assert.deepEqual(await listed(), [])
  city.later(60_000)
  await lena.does(report('answer'), { number, version: 2, text: 'We were there.' })
  await city.work()
  assert.equal((await listed()).length, 1)
  assert.match(
    (await nadia.opens((await listed())[0] ?? '')).text,
    /There is news about your report/,
  )
})

test('when an officer erases the account of somebody, no thread of theirs is left by the next morning', async () => {
  const own = await city.city.channel('messages').refOf(who(amina).ref)
  const threads = () =>
    city.rows(sql`select number from messages.thread where ref = ${own} order by number`)
  const before = await threads()
  assert.ok(before.length > 0)
  const night = messages.jobs?.find(({ name }) => name === 'messages.forget-erased')
  assert.ok(night)
  const { db, clock } = city.city
  const nightly = async () => {
    await db.transact((tx) => enqueuer(tx, () => clock())(night, {}))
    await city.work()
  }
  await nightly()
  assert.deepEqual(await threads(), before)
  const line = city.city.channel('folder')
  const ref = await line.refOf(who(amina).ref)
  await line.rights.erase(ref, { classes: ['account'], decided: true, at: clock() })
  await nightly()
  assert.deepEqual(await threads(), [])
})
