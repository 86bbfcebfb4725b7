import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { admitting } from '#test/admitting'
import { sql } from '#test/city'
import { hubCan } from '#test/coalition'
import { keepActions } from './actions/first-actions.ts'
import { review } from './actions/desk.ts'
import { submit } from './actions/follow.ts'
import {
  accepted,
  DAY,
  drafted,
  type Hub,
  openHub,
  proved,
  reviewer,
  submitted,
  type Submitted,
} from './trial.ts'

let it: Hub
let city: string
before(async () => {
  it = await openHub()
})
after(() => it.close())

async function joined(one: Submitted): Promise<string> {
  await proved(it, one)
  await accepted(it, one.number)
  return admitting(it.hub, one.number)
}
const asked = () =>
  it.hub.rows(sql`select d->>'because' as because, coalesce(d->>'due', d->>'declaration') as about
    from record.outbox where t = 'endorsements.affirm-asked' and d->>'city' = ${city} order by id`)
const letters = async (mailbox: string) =>
  (await it.hub.letters()).filter(({ to }) => to === mailbox).map(({ subject }) => subject)
const daily = async (days: number) => {
  it.hub.later(days * DAY)
  await it.hub.work()
}

test('a city names what it does first, area by area, and nobody is kept out for naming nothing', async () => {
  const { anybody } = it.hub
  const code = await drafted(it, 'bergen')
  const page = await anybody.opens(`/endorse/draft/${code}/actions`)
  assert.match(page.text, /It is asked, not needed/)
  const open = 'Every data set of the port is published.'
  const about = `/endorse/draft/${code}/actions/keep-actions`
  const kept = await anybody.posts(about, { transparency: open, process: ' ' })
  assert.equal(kept.headers['location'], `/endorse/draft/${code}/check`)
  assert.match((await anybody.opens(`/endorse/draft/${code}/check`)).text, /1 area of seven/)
  const { number } = await anybody.does(submit, { code })
  city = await joined({ code, number, name: 'bergen' })
  const [entry] = await it.hub.rows(sql`select d->'areas' as areas from record.outbox
    where t = 'endorsements.submitted' and d->'application' = ${JSON.stringify(number)}::jsonb`)
  assert.deepEqual(entry?.['areas'], ['transparency'])
  for (const path of [`/endorsements/${number}`, `/cities/${city}`]) {
    assert.match((await anybody.opens(path)).text, /What the city does first[\s\S]*of the port/)
  }
  const bare = await submitted(it, 'voss')
  assert.equal(await joined(bare), 'voss-no')
  const none = (await anybody.opens('/cities/voss-no')).text
  assert.doesNotMatch(none, /What the city does first/)
})

test('a city that leaves is not asked what it does first', async () => {
  const code = await drafted(it, 'bergen', { kind: 'withdraw', city })
  const page = await it.hub.anybody.opens(`/endorse/draft/${code}/check`)
  assert.doesNotMatch(page.text, /What the city does first/)
})

test('a member is asked to affirm a month before 24 months are over, and once more when they are', async () => {
  await daily(670)
  assert.deepEqual(await asked(), [])
  await daily(12)
  assert.deepEqual(await asked(), [{ because: 'soon', about: '2028-02-10' }])
  await daily(1)
  await daily(31)
  await daily(1)
  const told = [
    { because: 'soon', about: '2028-02-10' },
    { because: 'late', about: '2028-02-10' },
  ]
  assert.deepEqual(await asked(), told)
  const late = (await letters('post@bergen.localhost')).filter((one) => /affirm/.test(one))
  assert.deepEqual(late.toSorted(), [
    'bergen: affirm your endorsement by 2028-02-10',
    'bergen: your endorsement was not affirmed in time',
  ])
  const letter = (await it.hub.letters()).find(
    ({ to, subject }) => to === 'post@bergen.localhost' && /not affirmed/.test(subject),
  )
  assert.match(letter?.text ?? '', /\/endorse\/new\?kind=reaffirm&city=bergen-no/)
})

test('with a new major version a member stays a member of the one it signed, and is asked once', async () => {
  const secretariat = await it.hub.official('sara', 'secretariat')
  const amina = await it.hub.resident('amina')
  const words = { about: 'privacy', title: 'Say it', text: 'More clearly.', reason: 'I asked.' }
  const { amendment } = await amina.does(hubCan('declaration.propose'), words)
  const adopted = { amendment, version: '2028-03', text: 'So it is.', summary: 'Ask first.' }
  await secretariat.does(hubCan('declaration.adopt'), adopted)
  await daily(1)
  await daily(1)
  const [, , version, more] = await asked()
  assert.deepEqual(version, { because: 'version', about: '2028-03' })
  assert.equal(more, undefined)
  const [row] = await it.hub.rows(
    sql`select state, declaration from endorsements.membership where city = ${city}`,
  )
  assert.deepEqual(row, { state: 'member', declaration: '2018-11' })
})

test('who affirms gets no more letters, and keeps what it named until it names something else', async () => {
  const again = await submitted(it, 'bergen', { kind: 'reaffirm', city })
  await proved(it, again)
  const number = String(again.number)
  for (const who of [await reviewer(it), await reviewer(it)])
    await who.does(review, { number, verdict: 'accept' })
  assert.match((await it.hub.anybody.opens(`/cities/${city}`)).text, /of the port/)
  const code = await drafted(it, 'bergen', { kind: 'reaffirm', city })
  const prefilled = await it.hub.anybody.opens(`/endorse/draft/${code}/actions`)
  assert.match(prefilled.text, /of the port/)
  await it.hub.anybody.does(keepActions, { code, access: 'A class in every library.' })
  assert.match((await it.hub.anybody.opens(`/cities/${city}`)).text, /of the port/)
})
