import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { admitting } from '#test/admitting'
import { type Somebody, sql } from '#test/city'
import { review } from './actions/desk.ts'
import { begin } from './actions/draft.ts'
import { checkAgain, submit } from './actions/follow.ts'
import { answerHearing, dropHold, end, hold, resume } from './actions/members.ts'
import { noteHeard } from './store/members.ts'
import {
  accepted,
  DAY,
  drafted,
  type Hub,
  linkTo,
  openHub,
  proved,
  refusal,
  reviewer,
  stateOf,
  submitted,
  type Submitted,
  tokenOf,
} from './trial.ts'
import { promise } from '#test/promise'

let it: Hub
let count = 0
/** A session does not last for months: each time somebody of the secretariat signs in. */
const secretariat = (): Promise<Somebody> => {
  count += 1
  return it.hub.official(`sara${count}`, 'secretariat')
}
before(async () => {
  it = await openHub()
})
after(() => it.close())

async function member(name: string): Promise<Submitted & { city: string }> {
  const one = await submitted(it, name)
  await proved(it, one)
  await accepted(it, one.number)
  return { ...one, city: await admitting(it.hub, one.number) }
}
const standing = async (city: string) =>
  (
    await it.hub.rows(
      sql`select state, decided_on as decided from endorsements.membership where city = ${city}`,
    )
  )[0]
const recorded = async (city: string) =>
  (
    await it.hub.rows(sql`select t as kind, d->'months' as months from record.outbox
      where subject = ${`/cities/${city}`} and t like 'endorsements.%'
      and t <> 'endorsements.affirm-asked' order by id`)
  ).map(({ kind, months }) => String(kind).slice(13) + (months ? ` ${String(months)}` : ''))
const heard = (city: string, by: 'harvest' | 'report' = 'harvest') =>
  it.hub.city.db.transact((tx) => noteHeard(tx, { city, by, at: it.hub.city.clock() }))
const months = async (count: number) => {
  it.hub.later(count * 30.5 * DAY)
  await it.hub.work()
}

test('a member withdraws with domain and authority; its history stays, its contacts are erased', async () => {
  promise('P6.3')
  const one = await member('sandnes')
  const leaving = await submitted(it, 'sandnes', { kind: 'withdraw', city: one.city })
  const number = String(leaving.number)
  await it.hub.work()
  assert.equal(await stateOf(it, leaving.number), 'checking')
  it.names('sandnes', { txt: [`cityright-endorse=${await tokenOf(it, leaving.number)}`] })
  await it.hub.anybody.does(checkAgain, { code: leaving.code })
  await it.hub.work()
  assert.equal(await stateOf(it, leaving.number), 'in_review')
  for (const who of [await reviewer(it), await reviewer(it)]) {
    assert.equal((await standing(one.city))?.['state'], 'member')
    await who.does(review, { number, verdict: 'accept' })
  }
  assert.equal(await stateOf(it, leaving.number), 'withdrawn')
  assert.equal((await standing(one.city))?.['state'], 'withdrawn')
  it.hub.later(2 * 3_600_000)
  await it.hub.work()
  const rows = await it.hub.rows(sql`select mailbox, signer_mailbox as signer
    from endorsements.application where city = ${one.city}`)
  assert.equal(rows.length, 2)
  for (const row of rows) assert.deepEqual(row, { mailbox: null, signer: null })
  const letters = await it.hub.letters()
  assert.ok(letters.some(({ subject }) => /withdrawal is in effect/.test(subject)))
  assert.equal((await it.hub.anybody.opens(`/endorsements/${one.number}`)).status, 200)
  assert.deepEqual(await recorded(one.city), ['published', 'withdrawn'])
})

test('nobody withdraws a member from another domain, or without the decision', async () => {
  const one = await member('skien')
  const wish = { kind: 'withdraw', city: one.city } as const
  const thief = await drafted(it, 'thief', wish)
  assert.deepEqual(await refusal(it.hub.anybody.does(submit, { code: thief })), ['not-its-domain'])
  const documentUrl = `http://${it.domainOf('skien')}/nothing.pdf`
  const bare = await submitted(it, 'skien', { ...wish, documentUrl })
  it.names('skien', { txt: [`cityright-endorse=${await tokenOf(it, bare.number)}`] })
  await it.hub.anybody.does(checkAgain, { code: bare.code })
  await it.hub.work()
  assert.equal(await stateOf(it, bare.number), 'checking')
  const ada = await reviewer(it)
  const accept = { number: String(bare.number), verdict: 'accept' } as const
  assert.deepEqual(await refusal(ada.does(review, accept)), ['not-in-review'])
  assert.equal((await standing(one.city))?.['state'], 'member')
})

test('who is no member neither affirms nor withdraws, and a member does not join twice', async () => {
  const { anybody } = it.hub
  const about = { name: 'Nowhere', country: 'NO', level: 'municipality' } as const
  const no = anybody.does(begin, { ...about, kind: 'withdraw', city: 'nowhere-no' })
  assert.deepEqual(await refusal(no), ['no-member'])
  const one = await member('steinkjer')
  const twice = anybody.does(begin, { ...about, kind: 'join', city: one.city })
  assert.deepEqual(await refusal(twice), ['already-member'])
})

test('a member affirms again: the new decision and the new proofs count at once', async () => {
  const one = await member('arendal')
  it.hub.later(25 * 30.5 * DAY)
  const late = await it.hub.anybody.opens(`/cities/${one.city}/endorsement`)
  assert.match(late.text, /Not affirmed in time/)
  const fresh = await submitted(it, 'arendal', { kind: 'reaffirm', city: one.city })
  await proved(it, fresh)
  for (const who of [await reviewer(it), await reviewer(it)]) {
    await who.does(review, { number: String(fresh.number), verdict: 'accept' })
  }
  assert.equal(await stateOf(it, fresh.number), 'member')
  const [row] = await it.hub.rows(
    sql`select application from endorsements.membership where city = ${one.city}`,
  )
  assert.equal(row?.['application'], fresh.number)
})

test('a historic member brings its proofs and is a member like any other', async () => {
  await it.hub.city.db.transact((tx) =>
    tx.run(sql`insert into endorsements.membership (city, name, state, decided_on, source, changed_at)
      values ('larvik-no', 'Larvik', 'historic', '2018-11-01', 'brochure', now())`),
  )
  await it.hub.city.db.transact((tx) =>
    tx.run(sql`insert into cities.city (id, base, same, name, country, kind, placed, domains, sort, words,
        added_at, changed_at) values ('larvik-no', 'larvik-no', 1, 'Larvik', 'NO', 'city', 'none',
        '{}', 'larvik', to_tsvector('simple', 'larvik'), now(), now())`),
  )
  const one = await submitted(it, 'larvik', { city: 'larvik-no' })
  await proved(it, one)
  await accepted(it, one.number)
  assert.equal(await admitting(it.hub, one.number, 'larvik-no'), 'larvik-no')
  assert.deepEqual(await standing('larvik-no'), { state: 'member', decided: '2026-02-10' })
})

test('silence: reminders at 18 and 23 months, a proposal after 24, a hearing of 30 days, then the hold', async () => {
  promise('P6.3')
  const one = await member('halden')
  const { city } = one
  await months(17)
  assert.deepEqual(await recorded(city), ['published'])
  await months(1.2)
  assert.deepEqual(await recorded(city), ['published', 'reminded 18'])
  await months(5)
  await months(1)
  const told = ['published', 'reminded 18', 'reminded 23', 'hold-proposed']
  assert.deepEqual(await recorded(city), told)
  assert.deepEqual(await refusal((await secretariat()).does(hold, { city })), ['still-heard'])
  const code = await linkTo(it, 'post@halden.localhost')
  const text = 'Our server moved; it answers again next month.'
  await it.hub.anybody.does(answerHearing, { code, text })
  assert.match((await it.hub.anybody.opens(`/cities/${city}/endorsement`)).text, /server moved/)
  it.hub.later(32 * DAY)
  await it.hub.work()
  assert.equal((await standing(city))?.['state'], 'member')
  await (await secretariat()).does(hold, { city })
  assert.equal((await standing(city))?.['state'], 'on_hold')
  assert.deepEqual(await refusal((await secretariat()).does(resume, { city })), ['still-silent'])
  it.hub.later(DAY)
  await heard(city)
  await (await secretariat()).does(resume, { city })
  assert.deepEqual(await recorded(city), [...told, 'heard', 'held', 'resumed'])
})

test('a sign of life ends the proposal by itself; the secretariat may drop it as well', async () => {
  const one = await member('horten')
  const other = await member('kongsberg')
  await months(23.2)
  await months(1)
  await heard(one.city, 'report')
  it.hub.later(DAY)
  await it.hub.work()
  assert.equal((await recorded(one.city)).at(-1), 'hold-dropped')
  await (await secretariat()).does(dropHold, { city: other.city })
  it.hub.later(DAY)
  await it.hub.work()
  assert.equal((await recorded(other.city)).at(-1), 'hold-dropped')
  assert.deepEqual(await refusal((await secretariat()).does(hold, { city: other.city })), [
    'not-proposed',
  ])
})

test('a membership ends with its successor, never with itself, and its pages lead there', async () => {
  const one = await member('larkollen')
  const { city } = one
  assert.deepEqual(await refusal((await secretariat()).does(end, { city, successor: city })), [
    'own-successor',
  ])
  const after = await member('fredrikstad')
  await (await secretariat()).does(end, { city, successor: after.city })
  assert.equal((await standing(city))?.['state'], 'ended')
  for (const path of [`/cities/${city}`, `/cities/${city}/endorsement`]) {
    const { text } = await it.hub.anybody.opens(path)
    assert.match(text, new RegExp(`href="/cities/${after.city}"`))
  }
})
