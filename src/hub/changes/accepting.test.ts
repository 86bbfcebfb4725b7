import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#test/city'
import { promise } from '#test/promise'
import { Town, townEntry } from '#test/town'
import { accept } from './actions.ts'
import { type Hub, member, openHub } from './trial.ts'

const REASON =
  'The office for digital rights called back: their disk was lost, and the keys with it.'

let hub: Hub
let town: Town
let other: Town
const lineAt = (n: number) => ({
  cursor: n,
  entry: JSON.parse(Buffer.from(townEntry(n)).toString()),
})
before(async () => {
  town = (await new Town('town').open()).records(40).declares()
  other = (await new Town('other').open()).records(300).declares()
  other.tells([lineAt(2), lineAt(259)])
  hub = await openHub('hub', { MIRROR_OF: other.url })
  await member(hub, 'town-xx', town.domain)
  await rounds(4)
})
after(async () => {
  for (const one of [town, other]) one?.close()
  await hub?.close()
})

async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) await hub.passes()
}
const alarms = () =>
  hub.rows(sql`select kind, about from changes.alarm where over_at is null order by about`)
const seen = (one: Town) =>
  hub.rows(sql`select size from record.witnessed where origin = ${one.log?.origin ?? ''}`)
const copied = async () =>
  (
    await hub.rows(sql`select c.cursor from changes.copied c join changes.mirror m using (hub, log)
    order by c.cursor`)
  ).map(({ cursor }) => cursor)

test('a city that begins another record under another key is an alarm, and nothing of it is cosigned', async () => {
  assert.deepEqual(await seen(town), [{ size: 40 }])
  town.records(7).declares()
  hub.later(24 * 3_600_000)
  await rounds(2)
  assert.deepEqual(await alarms(), [{ kind: 'log-key', about: 'town-xx' }])
  assert.deepEqual(await seen(town), [{ size: 40 }])
  const front = await hub.anybody.opens('/coalition')
  assert.match(front.text, /town-xx shows its public record under another key/)
})

test('only the secretariat believes it again, and says how it knows; what was known goes on the record', async () => {
  promise('P6.9', 'P6.17')
  const reviewer = await hub.official('rita', 'reviewer')
  await assert.rejects(reviewer.does(accept, { about: 'town-xx', reason: REASON }))
  const sofia = await hub.official('sofia', 'secretariat')
  await assert.rejects(sofia.does(accept, { about: 'honest-xx', reason: REASON }))
  const asked = await sofia.opens('/federation')
  assert.match(asked.text, /go on under other keys/)
  assert.doesNotMatch((await hub.anybody.opens('/federation')).text, /go on under other keys/)
  await sofia.does(accept, { about: 'town-xx', reason: REASON })
  assert.deepEqual(await alarms(), [])
  const [entry] = await hub.rows(sql`select by, d from record.outbox where t = 'changes.accepted'`)
  assert.equal(entry?.['by'], 'role:secretariat')
  const told = JSON.stringify(entry)
  assert.match(told, /"size":40/)
  assert.match(told, /"log-key"/)
  assert.ok(!told.includes('called back'))
  const page = (await hub.anybody.opens('/federation')).text
  assert.match(page, /their disk was lost/)
  assert.doesNotMatch(page, /⟦/)
})

test('from then on the new record is followed, and a split of it is an alarm like any other', async () => {
  await rounds(3)
  assert.deepEqual(await seen(town), [{ size: 7 }])
  assert.deepEqual(await alarms(), [])
  town.forks(7, (n) => townEntry(n + 1_000_000))
  await rounds(2)
  assert.deepEqual(await alarms(), [{ kind: 'split-view', about: 'town-xx' }])
  const sofia = await hub.official('sarah', 'secretariat')
  await assert.rejects(sofia.does(accept, { about: 'town-xx', reason: REASON }))
})

test('a hub that begins another record is copied anew, and what was copied before stays', async () => {
  assert.deepEqual(await copied(), [2, 259])
  other
    .records(20)
    .declares()
    .tells([lineAt(3)])
  await rounds(2)
  assert.deepEqual((await alarms()).slice(0, 1), [{ kind: 'log-key', about: other.domain }])
  const sofia = await hub.official('susan', 'secretariat')
  await sofia.does(accept, { about: other.domain, reason: REASON })
  await rounds(3)
  assert.deepEqual(await copied(), [3])
  const all = await hub.rows(sql`select log, cursor from changes.copied order by log, cursor`)
  assert.deepEqual(all, [
    { log: 1, cursor: 2 },
    { log: 1, cursor: 259 },
    { log: 2, cursor: 3 },
  ])
})
