import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Database, type DatabaseError, openDatabase, sql } from '#core/database'
import type { Refusal } from '#core/kernel'

const url = process.env['DATABASE_URL']
const skip = url ? false : 'no server: set DATABASE_URL'

const isDown = (failure: Refusal) =>
  failure.kind === 'unavailable' && failure.reasons[0]?.code === 'database-down'

test('a server that does not answer is an outage that tells when to try again', async () => {
  const db = await openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' })
  await assert.rejects(
    db.look((tx) => tx.run(sql`select 1`)),
    (failure: Refusal) => {
      assert.equal(failure.retryAfter, 10)
      return isDown(failure)
    },
  )
  assert.equal(await db.healthy(), false)
  await db.close()
})

test('a statement that takes too long is stopped by the server', { skip }, async () => {
  const db = await openDatabase({ url, statementTimeout: 100 })
  const slow = db.look((tx) => tx.run(sql`select pg_sleep(5)`))
  await assert.rejects(slow, (failure: DatabaseError) => failure.code === '57014')
  assert.equal(await db.healthy(), true)
  await db.script('select pg_sleep(0.2)')
  await db.close()
})

test(
  'a connection that is lost fails its work as an outage, and is replaced',
  { skip },
  async () => {
    const db = await openDatabase({ url, pool: 2 })
    const Pid = z.object({ pid: z.number() })
    const cut = db.transact(async (tx) => {
      const found = await tx.one(sql`select pg_backend_pid() as pid`, Pid)
      await killed(found?.pid ?? 0)
      await tx.run(sql`select 1`)
    })
    await assert.rejects(cut, isDown)
    assert.equal(await db.healthy(), true)
    await db.close()
  },
)

test('a transaction that says nothing for too long is undone by the server', { skip }, async () => {
  const db = await openDatabase({ url, idleTimeout: 50 })
  const silent = db.transact(async (tx) => {
    await tx.run(sql`select 1`)
    await pause(300)
    await tx.run(sql`select 1`)
  })
  await assert.rejects(silent)
  assert.equal(await db.healthy(), true)
  await db.close()
})

test(
  'what is asked often is planned once, and a plan that no longer fits its tables is not used again',
  { skip },
  async () => {
    const db = await openDatabase({ url, pool: 1 })
    await db.script('drop table if exists public.often; create table public.often (n int)')
    const asks = () =>
      db.transact((tx) =>
        tx.many(sql.often(sql`select n from public.often where n::text <> ${'1'}`), z.object({})),
      )
    await asks()
    await asks()
    const kept = await db.look((tx) =>
      tx.many(
        sql`select 1 from pg_prepared_statements where statement like ${'%often%'}`,
        z.object({}),
      ),
    )
    assert.equal(kept.length, 1)
    await db.script('alter table public.often alter n type text')
    await assert.rejects(asks(), (failure: DatabaseError) => failure.code === '0A000')
    assert.deepEqual(await asks(), [])
    await db.script('drop table public.often')
    await db.close()
  },
)

test(
  'a statement that stands alone needs no begin, and is told its isolation where the server was set otherwise',
  { skip },
  async () => {
    const db = await openDatabase({ url, pool: 1 })
    const level = sql`select current_setting('transaction_isolation') as level`
    // Only after a begin may a table be locked (PostgreSQL manual, LOCK).
    const begun = (of: Database) =>
      of
        .transact((tx) => tx.run(sql.last(sql`lock table pg_class in access share mode`)))
        .then(
          () => true,
          ({ code }: DatabaseError) => code !== '25P01',
        )
    const asks = async (of = db) => [
      await of.transact((tx) => tx.one(sql.last(level), z.object({ level: z.string() }))),
      await begun(of),
    ]
    const serializable = { level: 'serializable' }
    assert.equal(await begun(db), true, 'the server was not asked yet')
    assert.deepEqual(await asks(), [serializable, false])
    await db.script('set session characteristics as transaction isolation level read committed')
    assert.equal(await begun(db), true, 'a script may have set it otherwise')
    assert.deepEqual(await asks(), [serializable, false], 'and it was set back')
    await db.close()
    const plain = new URL(url ?? '')
    plain.searchParams.set('options', '-c TimeZone=UTC')
    const other = await openDatabase({ url: plain.href, pool: 1 })
    for (const _ of [1, 2, 3]) assert.deepEqual(await asks(other), [serializable, true])
    await other.close()
  },
)

async function killed(pid: number): Promise<void> {
  const other = await openDatabase({ url, pool: 1 })
  await other.look((tx) => tx.run(sql`select pg_terminate_backend(${pid})`))
  await other.close()
}
