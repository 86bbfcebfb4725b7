import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { admitting } from '#test/admitting'
import { sql } from '#test/city'
import { decideAppeal } from './actions/board.ts'
import { requestChanges, review, vouch } from './actions/desk.ts'
import { begin, keepContacts, keepDecision } from './actions/draft.ts'
import { appeal, confirm, submit } from './actions/follow.ts'
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
  tokenOf,
} from './trial.ts'
import { promise } from '#test/promise'

let it: Hub
before(async () => {
  it = await openHub()
})
after(() => it.close())

const entries = (number: number) =>
  it.hub.rows(sql`select t as kind, by, d as body from record.outbox
    where subject = ${`/endorsements/${number}`} order by id`)

test('a city joins: decision, domain, two people, two reviewers, publication with both dates', async () => {
  promise('P6.1')
  const one = await submitted(it, 'bergen')
  assert.equal(await stateOf(it, one.number), 'submitted')
  await it.hub.work()
  assert.equal(await stateOf(it, one.number), 'checking')
  await proved(it, one)
  assert.equal(await stateOf(it, one.number), 'in_review')
  const page = await it.hub.anybody.opens(`/endorsements/${one.number}`)
  assert.match(page.text, /Decision due by/)
  assert.match(page.text, /dateTime="2026-03-23/i)
  assert.match(page.text, /Shown in the DNS/)
  await accepted(it, one.number)
  assert.equal(await stateOf(it, one.number), 'accepted')
  it.hub.later(2 * DAY)
  const city = await admitting(it.hub, one.number)
  assert.equal(city, 'bergen-no')
  const [member] = await it.hub
    .rows(sql`select state, decided_on as decided, published_on as published,
    declaration, source from endorsements.membership where city = 'bergen-no'`)
  assert.deepEqual(member, {
    state: 'member',
    decided: '2026-02-10',
    published: '2026-03-04',
    declaration: '2018-11',
    source: null,
  })
  const [listed] = await it.hub.rows(sql`select domains from cities.city where id = 'bergen-no'`)
  assert.deepEqual(listed?.['domains'], ['bergen.localhost'])
  const profile = await it.hub.anybody.opens('/cities/bergen-no/endorsement')
  assert.match(profile.text, /dateTime="2026-02-10/i)
  assert.match(profile.text, /dateTime="2026-03-04/i)
  assert.doesNotMatch(profile.text, /⟦/)
})

test('the record tells every step by role, and neither mailbox nor token nor person', async () => {
  const all = await entries(1)
  const kinds = new Set(all.map(({ kind }) => kind))
  for (const kind of ['submitted', 'moved', 'checked', 'confirmed', 'vouched', 'reviewed']) {
    assert.ok(kinds.has(`endorsements.${kind}`), kind)
  }
  const by = new Set(all.map((one) => one['by']))
  assert.deepEqual([...by].toSorted(), [
    'anonymous',
    'operator',
    'role:reviewer',
    'role:secretariat',
  ])
  const said = JSON.stringify(all)
  assert.doesNotMatch(said, /post@|mayor@/)
  assert.ok(!said.includes(await tokenOf(it, 1)))
  const api = (await it.hub.anybody.opens('/api/endorsements/1')).text
  assert.doesNotMatch(api, /post@|mayor@/)
})

test('a draft is kept, can be left and found again by its code, and vanishes after 30 days', async () => {
  const code = await drafted(it, 'tromso')
  const found = await it.hub.anybody.opens(`/endorse/follow?code=${code}`)
  assert.equal(found.headers['location'], `/endorse/draft/${code}/check`)
  assert.match((await it.hub.anybody.opens(`/endorse/draft/${code}/check`)).text, /post@tromso/)
  assert.equal((await it.hub.anybody.opens('/endorsements/2')).status, 404)
  it.hub.later(29 * DAY)
  await it.hub.work()
  assert.equal((await it.hub.anybody.opens(`/endorse/draft/${code}/check`)).status, 200)
  it.hub.later(2 * DAY)
  await it.hub.work()
  assert.equal((await it.hub.anybody.opens(`/endorse/draft/${code}/check`)).status, 404)
})

test('a code that is wrong opens nothing', async () => {
  assert.match((await it.hub.anybody.opens('/endorse/follow?code=nothing')).text, /no application/)
  assert.equal((await it.hub.anybody.opens('/endorse/mine/nothing')).status, 404)
  assert.equal((await it.hub.anybody.opens('/endorse/confirm/nothing')).status, 404)
})

test('what is not whole, or lies elsewhere, is not submitted', async () => {
  const { anybody } = it.hub
  const about = { name: 'Half', country: 'NO', level: 'municipality' } as const
  const { code } = await anybody.does(begin, about)
  assert.deepEqual(await refusal(anybody.does(submit, { code })), ['not-complete'])
  const far = await drafted(it, 'far', { documentUrl: 'https://cloud.example/decision.pdf' })
  assert.deepEqual(await refusal(anybody.does(submit, { code: far })), ['document-elsewhere'])
  const mail = await drafted(it, 'mail', { signer: 'mayor@webmail.example' })
  assert.deepEqual(await refusal(anybody.does(submit, { code: mail })), ['mailbox-elsewhere'])
  const tomorrow = { body: 'x', decidedOn: '2031-01-01', reference: '1', declaration: '2031-01' }
  const wrong = { ...tomorrow, code, documentUrl: 'https://x.example/', documentLanguage: 'nb' }
  assert.deepEqual(await refusal(anybody.does(keepDecision, wrong)), [
    'decision-to-come',
    'no-such-version',
  ])
})

test('the same mailbox twice, or the same person twice, does not stand for a city', async () => {
  promise('P6.1')
  const sofia = await it.hub.resident('sofia')
  const { code, number } = await submitted(it, 'twice', {}, sofia)
  const same = { code, mailbox: 'post@twice.localhost', signerMailbox: 'POST@twice.localhost' }
  await it.hub.work()
  assert.deepEqual(await refusal(sofia.does(keepContacts, same)), ['same-mailbox'])
  const link = await linkTo(it, 'mayor@twice.localhost')
  assert.deepEqual(await refusal(sofia.does(confirm, { code: link })), ['same-person'])
  const mayor = await it.hub.resident('mayor')
  assert.equal((await mayor.does(confirm, { code: link })).as, 'signer')
  const [row] = await it.hub.rows(sql`select signer_confirmed_at is not null as yes
    from endorsements.application where number = ${number}`)
  assert.equal(row?.['yes'], true)
})

test('reviewers: none of the own city, none twice, nothing accepted without all proofs', async () => {
  promise('P6.2')
  const one = await submitted(it, 'molde')
  await proved(it, one)
  const number = String(one.number)
  const own = await reviewer(it, 'schools.molde.localhost')
  assert.deepEqual(await refusal(own.does(review, { number, verdict: 'accept' })), ['own-city'])
  const ada = await reviewer(it)
  assert.deepEqual(await refusal(ada.does(review, { number, verdict: 'accept' })), [
    'proof-missing',
  ])
  const suffix = { number, way: 'suffix', link: 'https://x.example/' } as const
  assert.deepEqual(await refusal(ada.does(vouch, suffix)), ['no-government-ending'])
  await ada.does(vouch, { ...suffix, way: 'callback' })
  await ada.does(review, { number, verdict: 'accept' })
  assert.deepEqual(await refusal(ada.does(review, { number, verdict: 'accept' })), [
    'already-given',
  ])
  assert.equal(await stateOf(it, one.number), 'in_review')
  const [amina, silent] = [
    await it.hub.resident('amina'),
    await it.hub.official('silent', 'reviewer'),
  ]
  assert.deepEqual(await refusal(amina.does(review, { number, verdict: 'accept' })), [
    'people.who.endorsements.review',
  ])
  assert.deepEqual(await refusal(silent.does(review, { number, verdict: 'accept' })), [
    'employer-unknown',
  ])
})

test('while the city changes something the clock stands still, and older opinions are none', async () => {
  const one = await submitted(it, 'voss')
  await proved(it, one)
  const due = async () =>
    (
      await it.hub.rows(
        sql`select due_on as due from endorsements.application where number = ${one.number}`,
      )
    )[0]?.['due']
  const before = String(await due())
  const ada = await reviewer(it)
  const number = String(one.number)
  await ada.does(review, { number, verdict: 'refuse', missing: ['authority'] })
  await ada.does(requestChanges, { number, wanted: 'Please name the number of the decision.' })
  assert.equal(await stateOf(it, one.number), 'changes_requested')
  const waits = await it.hub.anybody.opens(`/endorsements/${number}`)
  assert.match(waits.text, /clock stands still/)
  it.hub.later(7 * DAY)
  await it.hub.anybody.does(submit, { code: one.code })
  assert.equal(await stateOf(it, one.number), 'in_review')
  assert.deepEqual([before, await due()], ['2026-04-24', '2026-05-04'], '1 May is a holiday')
  assert.deepEqual(
    await it.hub.rows(sql`select 1 from endorsements.opinion where application = ${one.number}`),
    [],
  )
})

test('a holiday of the hub is no working day: the decision is due a day later, and the calendar says why', async () => {
  const one = await submitted(it, 'volda')
  it.hub.later(3 * DAY)
  await proved(it, one)
  const page = await it.hub.anybody.opens(`/endorsements/${one.number}`)
  assert.match(page.text, /dateTime="2026-05-06/i)
  assert.match(page.text, /href="\/endorsements\/working-days"/)
  const calendar = await it.hub.anybody.opens('/endorsements/working-days')
  assert.match(calendar.text, /without the holidays of Luzarra/)
  assert.match(calendar.text, /dateTime="2026-05-01/i)
  assert.match(calendar.text, /dateTime="2027-03-26/i)
})

test('a refusal names the missing proof; the board, other persons, sends it back to other reviewers', async () => {
  promise('P6.2')
  const one = await submitted(it, 'narvik')
  await proved(it, one)
  const number = String(one.number)
  const [ada, bo] = [await reviewer(it), await reviewer(it)]
  const no = { number, verdict: 'refuse' } as const
  assert.deepEqual(await refusal(ada.does(review, no)), ['proof-not-named'])
  for (const who of [ada, bo]) await who.does(review, { ...no, missing: ['official'] })
  assert.equal(await stateOf(it, one.number), 'refused')
  assert.match(
    (await it.hub.anybody.opens(`/endorsements/${number}`)).text,
    /Missing:[\s\S]*Officialness/,
  )
  const text = 'Our domain stands in the register of municipalities.'
  await it.hub.anybody.does(appeal, { code: one.code, text })
  assert.deepEqual(await refusal(it.hub.anybody.does(appeal, { code: one.code, text })), [
    'appealed-already',
  ])
  const board = await reviewer(it, 'oslo.example', 'board')
  const answer = { number, granted: 'yes', text: 'It does stand there.' } as const
  assert.deepEqual(await refusal(ada.does(decideAppeal, answer)), [
    'people.who.endorsements.appeal',
  ])
  assert.equal((await board.does(decideAppeal, answer)).state, 'in_review')
  assert.deepEqual(await refusal(ada.does(review, { ...no, missing: ['official'] })), [
    'reviewed-before',
  ])
  await accepted(it, one.number)
  assert.equal(await stateOf(it, one.number), 'accepted')
})
