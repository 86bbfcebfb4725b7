import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Database, type DatabaseError, openDatabase, sql } from '#core/database'
import type { Refusal } from '#core/kernel'
import { snapshotOf } from '#test/database'

const root = mkdtempSync(join(tmpdir(), 'cityright-embedded-'))
after(() => rmSync(root, { recursive: true }))

const seed = join(root, 'seed.tar')
const seeded = await openDatabase({ snapshot: await snapshotOf([]) })
await seeded.script('create table note (n int)')
await seeded.dump(seed)
await seeded.close()

const Count = z.object({ n: z.number() })
const notes = (db: Database) =>
  db.look(async (tx) => (await tx.one(sql`select count(*) as n from note`, Count))?.n)
const write = (db: Database) => db.transact((tx) => tx.run(sql`insert into note values (1)`))
const endless = sql`select count(*) from generate_series(1, 1000000000000)`

const isDown = (failure: Refusal) =>
  failure.kind === 'unavailable' && failure.reasons[0]?.code === 'database-down'

test('a statement that takes too long is stopped, the rest of the city goes on', async () => {
  const db = await openDatabase({
    folder: join(root, 'slow'),
    snapshot: seed,
    statementTimeout: 3000,
  })
  try {
    await write(db)
    const slow = db.transact(async (tx) => {
      await tx.run(sql`insert into note values (2)`)
      await tx.run(endless)
    })
    const waiting = notes(db)
    await assert.rejects(slow, (failure: DatabaseError) => failure.code === '57014')
    assert.equal(await waiting, 1)
    assert.equal(await write(db), 1)
  } finally {
    await db.close()
  }
})

test('a database in memory that was stopped says it is lost, and never seems empty', async () => {
  const db = await openDatabase({ snapshot: seed, statementTimeout: 200 })
  await assert.rejects(
    db.look((tx) => tx.run(endless)),
    (failure: DatabaseError) => {
      return failure.code === '57014'
    },
  )
  await assert.rejects(notes(db), isDown)
  assert.equal(await db.healthy(), false)
  await db.close()
})

test('a transaction that is silent for too long is undone, and others come through', async () => {
  const db = await openDatabase({ snapshot: seed, idleTimeout: 50 })
  try {
    const silent = db.transact(async (tx) => {
      await tx.run(sql`insert into note values (1)`)
      await pause(200)
      await tx.run(sql`insert into note values (2)`)
    })
    const others = notes(db)
    await assert.rejects(silent, /transaction is over/)
    assert.equal(await others, 0)
  } finally {
    await db.close()
  }
})

test('a dump is a beginning for other databases, which do not disturb one another', async () => {
  const file = join(root, 'dump.tar')
  const first = await openDatabase({ snapshot: seed })
  await write(first)
  await first.dump(file)
  const [one, two] = await Promise.all([
    openDatabase({ snapshot: file }),
    openDatabase({ snapshot: file }),
  ])
  await write(one)
  assert.deepEqual([await notes(first), await notes(one), await notes(two)], [1, 2, 1])
  await Promise.all([first, one, two].map((db) => db.close()))
})

test('what is kept in a folder is there after a restart; a closed database says so', async () => {
  const folder = join(root, 'kept')
  const db = await openDatabase({ folder, snapshot: seed })
  await Promise.all([write(db), write(db)])
  await db.close()
  await db.close()
  await assert.rejects(notes(db), /the database is closed/)
  const again = await openDatabase({ folder, snapshot: seed })
  assert.equal(await notes(again), 2)
  await again.close()
})
