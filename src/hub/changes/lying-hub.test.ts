import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#test/city'
import { Town, townEntry } from '#test/town'
import { type Hub, openHub } from './trial.ts'
import { promise } from '#test/promise'

let hub: Hub
let other: Town
const entryAt = (n: number): { cursor: number; entry: object } => ({
  cursor: n,
  entry: JSON.parse(Buffer.from(townEntry(n)).toString()),
})
const forged = (n: number) => ({ ...entryAt(n), entry: entryAt(n + 500).entry })

before(async () => {
  other = (await new Town('other').open()).records(300).declares()
  hub = await openHub('copier', { MIRROR_OF: other.url })
  other.tells([entryAt(2), entryAt(259)])
  await hub.passes()
})
after(async () => {
  other?.close()
  await hub?.close()
})

async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) await hub.passes()
}
const copied = async () =>
  (await hub.rows(sql`select cursor from changes.copied order by cursor`)).map(
    ({ cursor }) => cursor,
  )
const failure = async () =>
  (await hub.rows(sql`select failure from changes.mirror`))[0]?.['failure'] ?? null
const alarms = () =>
  hub.rows(sql`select kind, about from changes.alarm where over_at is null order by kind`)

test('lines of any hub that follows the protocol are copied, also of one without this software', async () => {
  await rounds(3)
  assert.equal(await failure(), null)
  assert.deepEqual(await copied(), [2, 259])
  assert.deepEqual(await alarms(), [])
})

test('a signed line whose entry is not in the log at its place is not copied, nor anything after it', async () => {
  promise('P6.8')
  other.tells([entryAt(260), forged(261), entryAt(262)])
  await rounds(1)
  assert.equal(await failure(), 'not-in-log')
  assert.deepEqual(await copied(), [2, 259])
  assert.deepEqual(await alarms(), [{ kind: 'not-in-log', about: other.domain }])
  const front = await hub.anybody.opens('/coalition')
  assert.match(front.text, /sent news that are not in its public record/)
})

test('a line that is not signed, or comes in another order, is not copied', async () => {
  other.tells([entryAt(260)], false)
  await rounds(1)
  assert.equal(await failure(), 'line-wrong')
  other.tells([entryAt(262), entryAt(261)])
  await rounds(1)
  assert.equal(await failure(), 'cursor-wrong')
  assert.deepEqual(await copied(), [2, 259])
})

test('a line beyond what was cosigned waits for the witness, and is copied afterwards', async () => {
  other.tells([entryAt(260), entryAt(310)])
  await rounds(1)
  assert.equal(await failure(), 'not-witnessed')
  assert.deepEqual(await copied(), [2, 259, 260])
  other.log?.append(20, townEntry).publish()
  other.tells([entryAt(310)])
  await rounds(3)
  assert.equal(await failure(), null)
  assert.deepEqual(await copied(), [2, 259, 260, 310])
  assert.deepEqual(await alarms(), [])
})

test('a hub that comes back with another key is not believed', async () => {
  const { log } = other
  const port = Number(new URL(other.url).port)
  other.close()
  other = await new Town('other').open(port)
  other.log = log
  other.declares().tells([entryAt(311)])
  await rounds(1)
  assert.equal(await failure(), 'document-key')
  assert.deepEqual(await copied(), [2, 259, 260, 310])
  assert.deepEqual(await alarms(), [{ kind: 'document-key', about: other.domain }])
})
