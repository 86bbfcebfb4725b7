import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#test/city'
import { Town, townEntry } from '#test/town'
import { promise } from '#test/promise'
import { type Hub, member, openHub } from './trial.ts'

let hub: Hub
let honest: Town
let liar: Town
let forger: Town
before(async () => {
  hub = await openHub('hub')
  honest = (await new Town('honest').open()).records(300).declares()
  liar = (await new Town('liar').open()).records(260).declares()
  forger = (await new Town('forger').open()).records(3).declares(true)
  await member(hub, 'honest-xx', honest.domain)
  await member(hub, 'liar-xx', liar.domain)
  await member(hub, 'forger-xx', forger.domain)
  await member(hub, 'silent-xx', 'silent.localhost:9')
  for (let round = 0; round < 4; round += 1) await hub.passes()
})
after(async () => {
  for (const town of [honest, liar, forger]) town?.close()
  await hub?.close()
})

const alarms = () =>
  hub.rows(sql`select kind, about from changes.alarm where over_at is null order by about`)
const seen = (town: Town) =>
  hub.rows(sql`select size from record.witnessed where origin = ${town.log?.origin ?? ''}`)

test('the log that a member names in its signed document is looked at and cosigned', async () => {
  promise('P3.6')
  assert.deepEqual(await seen(honest), [{ size: 300 }])
  assert.deepEqual(await seen(liar), [{ size: 260 }])
  const page = await hub.anybody.opens('/federation')
  assert.match(page.text, /Cosigned/)
  assert.doesNotMatch(page.text, /⟦/)
})

test('a document that was changed after it was signed is an alarm that names the city, and its log is not followed', async () => {
  assert.deepEqual(await alarms(), [{ kind: 'document-wrong', about: 'forger-xx' }])
  assert.deepEqual(await seen(forger), [])
  const front = await hub.anybody.opens('/coalition')
  assert.match(front.text, /The signature under the document of forger-xx is wrong/)
})

test('a city that does not answer is no alarm', async () => {
  const [city] = await hub.rows(
    sql`select failure from changes.member_log where city = 'silent-xx'`,
  )
  assert.deepEqual(city, { failure: 'cannot-connect' })
})

test('a log that only grew is cosigned again', async () => {
  honest.log?.append(20, townEntry).publish()
  for (let round = 0; round < 2; round += 1) await hub.passes()
  assert.deepEqual(await seen(honest), [{ size: 320 }])
})

test('somebody who hands in a true checkpoint with a wrong proof accuses nobody', async () => {
  honest.log?.append(5, townEntry).publish()
  const wrong = Buffer.alloc(32, 7).toString('base64')
  const note = honest.log?.checkpoint(0) ?? ''
  const request = { method: 'POST', path: 'add-checkpoint', body: `old 320\n${wrong}\n\n${note}` }
  assert.equal((await hub.city.record.witness(request)).status, 422)
  for (let round = 0; round < 2; round += 1) await hub.passes()
  const accused = await alarms()
  assert.ok(!accused.some(({ about }) => about === 'honest-xx'))
  assert.deepEqual(await seen(honest), [{ size: 325 }])
})

test('a log that shows another past is named on the front page, with both signed checkpoints kept', async () => {
  promise('P3.6', 'P6.9')
  liar.forks(280, (n) => townEntry(n + 1_000_000))
  for (let round = 0; round < 3; round += 1) await hub.passes()
  const kinds = (await alarms()).filter(({ about }) => about === 'liar-xx')
  assert.deepEqual(kinds, [{ kind: 'split-view', about: 'liar-xx' }])
  assert.deepEqual(await seen(liar), [{ size: 260 }])
  const kept = await hub.rows(sql`select proven from record.evidence
    where origin = ${liar.log?.origin ?? ''}`)
  assert.deepEqual(kept, [{ proven: true }])
  const front = await hub.anybody.opens('/coalition')
  assert.match(front.text, /liar-xx signed two records that contradict each other/)
  const [entry] = await hub.rows(sql`select d->>'kind' as kind, by from record.outbox
    where t = 'changes.alarm-raised' and d->>'about' = 'liar-xx'`)
  assert.deepEqual(entry, { kind: 'split-view', by: 'operator' })
})

test('a document that is right again ends its alarm; a split view stays', async () => {
  forger.declares()
  hub.later(24 * 3_600_000)
  for (let round = 0; round < 3; round += 1) await hub.passes()
  assert.deepEqual(await alarms(), [{ kind: 'split-view', about: 'liar-xx' }])
  const ended = await hub.rows(sql`select d->>'about' as about from record.outbox
    where t = 'changes.alarm-over'`)
  assert.deepEqual(ended, [{ about: 'forger-xx' }])
})
