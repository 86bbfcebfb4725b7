import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { bareBrowser, onTo, postOf } from '#test/bare-browser'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { approveRecovery, openRecovery } from './actions/recovery.ts'
import { promise } from '#test/promise'

let city: TestCity
let first: Somebody
let second: Somebody
before(async () => {
  city = await openCity()
  first = await city.official('bruno', 'front-desk')
  second = await city.official('carla', 'front-desk')
})
after(() => city.close())

const letterTo = postOf(() => city)
const password = 'a boat with a red sail'
const takes = (code: string) => bareBrowser(city).posts('/recover/take', { code, password })

async function asked(email: string, by: Somebody = first) {
  city.later(1000)
  const { code } = await by.does(openRecovery, { email, evidence: 'passport' })
  const list = (await second.opens('/api/recoveries')).json<{ recovery: string }[]>()
  return { code, recovery: list.at(-1)?.recovery ?? '' }
}

test('one official asks, another agrees, and Amina comes in with a code on paper', async () => {
  promise('P2.16')
  const amina = await city.resident('amina')
  const { code, recovery } = await asked(amina.email)
  assert.match((await letterTo(amina.email)).text, /asked for a new way/)
  assert.equal((await takes(code)).status, 422, 'nobody has agreed yet')
  await assert.rejects(first.does(approveRecovery, { recovery }), /second-official/)
  await second.does(approveRecovery, { recovery })
  const fresh = bareBrowser(city)
  const typed = code.toUpperCase().replaceAll('-', ' ')
  assert.equal(onTo(await fresh.posts('/recover/take', { code: typed, password })), '/ways')
  assert.equal((await fresh.opens('/ways/generator')).status, 200, 'she can make a new way at once')
  assert.equal((await amina.opens('/sessions')).status, 303, 'the old session lives on')
  assert.equal((await takes(code)).status, 422, 'the paper is good twice')
  const entered = await bareBrowser(city).posts('/sign-in/enter', { email: amina.email, password })
  assert.equal(entered.status, 303)
})

test('it stands in her folder that an official asked, and in the record that it was done, not for whom', async () => {
  promise('P2.16')
  const dora = await city.resident('dora')
  await asked(dora.email)
  const { accesses } = (await dora.opens('/api/folder')).json<{ accesses: { purpose: string }[] }>()
  assert.deepEqual(
    accesses.map(({ purpose }) => purpose),
    ['account.recovery'],
  )
  const entries = await city.rows(
    sql`select d as body, by from record.outbox where t = 'account.recovery' order by id`,
  )
  assert.deepEqual(entries[0], {
    body: { step: 'asked', evidence: 'passport' },
    by: 'role:front-desk',
  })
  assert.ok(!JSON.stringify(entries).includes('dora'))
})

test('the desk does not learn whether there is such an account, and nobody gets in without one', async () => {
  const { code, recovery } = await asked('nobody@mail.example')
  await second.does(approveRecovery, { recovery })
  assert.equal((await takes(code)).status, 422)
})

test('the owner who can still sign in stops it, and the paper is worth nothing', async () => {
  const elena = await city.resident('elena')
  const { code, recovery } = await asked(elena.email)
  assert.match((await elena.opens('/ways')).text, /asked at a desk for help with your account/)
  assert.equal(onTo(await elena.posts('/ways/stop-recovery')), '/ways')
  await assert.rejects(second.does(approveRecovery, { recovery }), /no-such-recovery/)
  assert.equal((await takes(code)).status, 422)
})

test('no official agrees to help with their own account, and the paper is old after a day', async () => {
  const { code, recovery } = await asked(second.email)
  await assert.rejects(second.does(approveRecovery, { recovery }), /second-official/)
  const third = await city.official('gita', 'front-desk')
  await third.does(approveRecovery, { recovery })
  city.later(25 * 3_600_000)
  assert.equal((await takes(code)).status, 422)
})
