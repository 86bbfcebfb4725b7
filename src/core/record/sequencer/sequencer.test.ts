import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { type Database, sql } from '#core/database'
import { testDatabase } from '#test/database'
import { z } from 'zod'
import { recordMigrations } from '../migrations.ts'
import { checkpointFrom, isConsistent, noteFrom, readConsistency } from '../log/index.ts'
import { LogStopped, type Moment, readHead, readStanding } from './index.ts'
import { act, compared, trialLog } from './trial.ts'

let db: Database
let log: ReturnType<typeof trialLog>
beforeEach(async () => {
  db = await testDatabase([recordMigrations])
  log = trialLog()
})
afterEach(async () => {
  await db.close()
  log.drop()
})

const headOf = (note: string) => {
  const head = checkpointFrom(noteFrom(note)?.text ?? '')
  assert.ok(head)
  return head
}

test('what the city did is in the log one round later, at a place of its own, signed and whole', async () => {
  const sequencer = log.sequencer(db)
  for (const count of [1, 1, 253, 1, 1, 300]) {
    await act(db, count)
    const kept = await sequencer.step()
    assert.ok(kept)
    assert.equal(await compared(db, log), kept.size)
  }
  assert.equal((await db.look(readHead))?.size, 557)
  assert.equal(await sequencer.step(), undefined, 'nothing new is not signed again')
  assert.equal(statSync(join(log.folder, 'keys', 'record.key')).mode & 0o777, 0o600)
})

test('an act that was committed late keeps its place after those that were there before', async () => {
  const sequencer = log.sequencer(db)
  await act(db, 3)
  const early = '00000000-0000-7000-8000-000000000000'
  await sequencer.step()
  await db.transact((tx) =>
    tx.run(sql`insert into record.outbox (id, at, t, by, d, service)
      values (${early}, '2020-01-01', 'test.happened', 'operator', '{"n":9}', 'test')`),
  )
  await sequencer.step()
  const row = await db.look((tx) =>
    tx.one(
      sql`select position from record.outbox where id = ${early}`,
      z.object({ position: z.number() }),
    ),
  )
  assert.equal(row?.position, 3)
  assert.equal(await compared(db, log), 4)
})

test('stopped between any two steps, the log goes on without losing, doubling or contradicting anything', async () => {
  const notes: string[] = []
  const moments: Moment[] = [
    'opened',
    'placed',
    'written',
    'integrated',
    'signed',
    'kept',
    'published',
  ]
  let total = 0
  for (const nth of [1, 2]) {
    for (const moment of moments) {
      await act(db, 97, total)
      total += 97
      let seen = 0
      const after = (now: Moment) => {
        const signed = log.keys.signed()
        if (signed) notes.push(signed.note)
        if (now === moment && (seen += 1) === nth) throw new Error('stopped')
      }
      await log
        .sequencer(db, { after })
        .step()
        .catch(() => undefined)
      const kept = await log.sequencer(db).step()
      assert.ok(kept)
      assert.equal(await compared(db, log), total, `${moment} ${nth}`)
    }
  }
  const last = (await log.verify()).checkpoint
  const roots = new Map<number, string>()
  for (const head of notes.map(headOf)) {
    const root = Buffer.from(head.root).toString('hex')
    assert.equal(roots.get(head.size) ?? root, root, 'two trees of one size')
    roots.set(head.size, root)
    const proof = await readConsistency(log.shelf.read, head.size, last.size)
    assert.ok(isConsistent(head, last, proof))
  }
})

test('several processes at once write one log', async () => {
  const processes = [log.sequencer(db), log.sequencer(db), log.sequencer(db)]
  for (let round = 0; round < 12; round += 1) {
    await Promise.all([
      act(db, 7),
      ...processes.map((one) =>
        one.step().catch((failure: unknown) => {
          if (!(failure instanceof LogStopped)) throw failure
        }),
      ),
    ])
  }
  for (const one of processes) await one.step().catch(() => undefined)
  await log.sequencer(db).step()
  assert.equal(await compared(db, log), 84)
})

/** What no act of the city can do: whoever owns the database can. */
const setBack = (statement: string) =>
  db.script(
    `alter table record.outbox disable trigger keep_entry; ${statement};
     alter table record.outbox enable trigger keep_entry`,
  )

test('a database that was set back gets back what was signed, and the log never becomes smaller', async () => {
  const sequencer = log.sequencer(db)
  await act(db, 300)
  await sequencer.step()
  await setBack('delete from record.outbox where position >= 200')
  await setBack('update record.outbox set position = null where position >= 190')
  await act(db, 5, 1000)
  await assert.rejects(sequencer.step(), LogStopped)
  await sequencer.step()
  assert.equal(await compared(db, log), 305)
  assert.equal(headOf(log.keys.signed()?.note ?? '').size, 305)
})

test('when database and files were both set back, nothing is signed until the files are brought back', async () => {
  await act(db, 10)
  await log.sequencer(db).step()
  await log.shelf.clear('tile')
  const other = trialLog()
  await setBack('update record.outbox set position = null')
  await assert.rejects(log.sequencer(db).step(), /older than what was signed/)
  assert.equal(headOf(log.keys.signed()?.note ?? '').size, 10)
  other.drop()
})

test('an entry that somebody changed behind the back of the city stops the log', async () => {
  await act(db, 10)
  await log.sequencer(db).step()
  await setBack(`update record.outbox set d = '{"n":77}' where position = 9`)
  await assert.rejects(log.sequencer(db).step(), /another entry at 9/)
})

test('a process with another key does not write in the log', async () => {
  await act(db, 1)
  await log.sequencer(db).step()
  const stranger = trialLog()
  await assert.rejects(stranger.sequencer(db).step(), /another key/)
  stranger.drop()
})

test('after an hour in which nothing happened the log is signed again, and says since when it stands still', async () => {
  let now = '2026-03-02T12:00:00.000Z'
  const sequencer = log.sequencer(db, { clock: () => now })
  await sequencer.step()
  now = '2026-03-02T12:30:00.000Z'
  assert.equal(await sequencer.step(), undefined)
  now = '2026-03-02T13:00:00.000Z'
  assert.ok(await sequencer.step())
  assert.equal(await db.look((tx) => readStanding(tx, '2100-01-01T00:00:00.000Z')), undefined)
  await act(db, 1)
  assert.ok(await db.look((tx) => readStanding(tx, '2100-01-01T00:00:00.000Z')))
})
