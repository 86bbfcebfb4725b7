/** What the log does when its disk is full, or when it may not write: it waits, says so, and goes on. */
import assert from 'node:assert/strict'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { Database } from '#core/database'
import { testDatabase } from '#test/database'
import { recordMigrations } from '../migrations.ts'
import { checkpointFrom, noteFrom } from '../log/index.ts'
import { readHead, readStanding, Sequencer } from './index.ts'
import { act, compared, trialLog } from './trial.ts'

const LATER = '2100-01-01T00:00:00.000Z'
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

const standing = () => db.look((tx) => readStanding(tx, LATER))
const signed = () => log.keys.signed()?.checkpoint.size
async function published() {
  const note = noteFrom(Buffer.from((await log.shelf.read('checkpoint')) ?? []).toString())
  return note && checkpointFrom(note.text)?.size
}

/** A disk that takes so many files and is full then. */
function fullAfter(files: number) {
  let left = files
  const write = async (path: string, bytes: Uint8Array) => {
    if (left === 0) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })
    left -= 1
    await log.shelf.write(path, bytes)
  }
  const clock = () => new Date().toISOString()
  return new Sequencer({ db, keys: log.keys, clock, shelf: { ...log.shelf, write } })
}

test('when the disk is full, acts go on, nothing is signed, and it is known since when', async () => {
  await act(db, 10)
  await log.sequencer(db).step()
  assert.equal(await standing(), undefined)
  const before = new Date().toISOString()
  for (const files of [0, 1, 2]) {
    await act(db, 300, files * 300)
    await assert.rejects(fullAfter(files).step(), /ENOSPC/)
    assert.equal(signed(), 10)
    const since = (await standing()) ?? ''
    assert.ok(since >= before && since <= new Date().toISOString(), `since ${since}`)
  }
  assert.equal((await log.sequencer(db).step())?.size, 910)
  assert.equal(await standing(), undefined)
  assert.equal(await compared(db, log), 910)
})

test('when what was signed cannot be published, it is published as soon as there is room', async () => {
  await act(db, 10)
  let full = false
  const write = (path: string, bytes: Uint8Array) =>
    full && path === 'checkpoint'
      ? Promise.reject(new Error('ENOSPC'))
      : log.shelf.write(path, bytes)
  const clock = () => new Date().toISOString()
  const parts = { db, keys: log.keys, clock, shelf: { ...log.shelf, write } }
  const [mine, other] = [new Sequencer(parts), new Sequencer(parts)]
  await mine.step()
  for (const [size, who] of [
    [11, mine],
    [12, other],
  ] as const) {
    await act(db, 1, size)
    full = true
    await assert.rejects(mine.step(), /ENOSPC/)
    assert.deepEqual([signed(), await published()], [size, size - 1])
    assert.ok(await standing())
    full = false
    // The other one first has to find out that it is behind.
    for (let round = 0; round < 2; round += 1) await who.step()
    assert.equal(await published(), size)
    assert.equal(await standing(), undefined)
  }
  assert.equal(await compared(db, log), 12)
})

test('when the folder of the log cannot be written, the log waits and then goes on', async () => {
  await act(db, 3)
  await log.sequencer(db).step()
  await act(db, 1, 3)
  const [folder, aside] = [join(log.folder, 'record', 'tile'), join(log.folder, 'aside')]
  // A file where a folder has to be: nobody can write there, not even root.
  renameSync(folder, aside)
  writeFileSync(folder, 'in the way')
  await assert.rejects(log.sequencer(db).step())
  assert.ok(await standing())
  rmSync(folder)
  renameSync(aside, folder)
  assert.equal(signed(), 3)
  await log.sequencer(db).step()
  assert.equal(await compared(db, log), 4)
})

test('what cannot be kept beside the key is not shown to anybody', async () => {
  await act(db, 3)
  await log.sequencer(db).step()
  await act(db, 1, 3)
  const keys = { ...log.keys, keep: () => Promise.reject(new Error('EROFS: read-only')) }
  const clock = () => new Date().toISOString()
  await assert.rejects(new Sequencer({ db, keys, clock, shelf: log.shelf }).step(), /EROFS/)
  assert.deepEqual([signed(), await published(), (await db.look(readHead))?.size], [3, 3, 3])
  assert.ok(await standing())
  await log.sequencer(db).step()
  assert.equal(await compared(db, log), 4)
})
