import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type DatabaseError, sql, type Tx } from '#core/database'
import { testDatabase } from '#test/database'

const db = await testDatabase([])
after(() => db.close())

await db.script(`
  create schema places;
  create table places.place (id text primary key, seats int not null check (seats >= 0))`)

const Seats = z.object({ seats: z.number() })
const seatsOf = async (tx: Tx, id: string) =>
  (await tx.one(sql`select seats from places.place where id = ${id}`, Seats))?.seats

test('what a transaction writes is there for the next one', async () => {
  await db.transact(async (tx) => {
    assert.equal(await tx.run(sql`insert into places.place values ('hall', 40), ('yard', 9)`), 2)
    assert.equal(tx.statements, 1)
  })
  assert.equal(await db.look((tx) => seatsOf(tx, 'hall')), 40)
  assert.equal(await db.look((tx) => seatsOf(tx, 'tower')), undefined)
  const names = z.object({ id: z.string() })
  const all = await db.look((tx) => tx.many(sql`select id from places.place order by id`, names))
  assert.deepEqual(all, [{ id: 'hall' }, { id: 'yard' }])
})

test('work that fails leaves nothing behind, and the next work is not disturbed', async () => {
  await assert.rejects(
    db.transact(async (tx) => {
      await tx.run(sql`update places.place set seats = 1 where id = 'hall'`)
      throw new Error('no')
    }),
    /^Error: no$/,
  )
  assert.equal(await db.look((tx) => seatsOf(tx, 'hall')), 40)
})

test('work inside work stands or falls alone: what fails in it is undone, also by the database itself', async () => {
  const add = (id: string, seats: number) => sql`insert into places.place values (${id}, ${seats})`
  const told = await db.transact(async (tx) => {
    await tx.run(add('attic', 1))
    const no = await tx
      .inner(async () => {
        await tx.run(add('cellar', 2))
        throw new Error('no')
      })
      .catch(String)
    const broken = await tx.inner(() => tx.run(add('attic', 3))).catch(({ code }) => code)
    const kept = await tx.inner(async () => {
      await tx.run(add('loft', 4))
      await tx.inner(() => tx.run(add('nook', -1))).catch(() => undefined)
      return tx.run(add('nook', 5))
    })
    return [no, broken, kept, await seatsOf(tx, 'attic')]
  })
  assert.deepEqual(told, ['Error: no', '23505', 1, 1])
  const left = sql`select id from places.place where id in ('attic', 'cellar', 'loft', 'nook')
    order by id`
  const ids = await db.look((tx) => tx.many(left, z.object({ id: z.string() })))
  assert.deepEqual(ids, [{ id: 'attic' }, { id: 'loft' }, { id: 'nook' }])
})

test('what has to be done again as a whole is not swallowed by work inside it', async () => {
  let tries = 0
  const seats = await db.transact(async (tx) => {
    tries += 1
    await tx.run(sql`delete from places.place where id in ('attic', 'loft', 'nook')`)
    await tx
      .inner(() =>
        tries === 1
          ? tx.run(sql`do $$ begin raise exception 'others' using errcode = '40001'; end $$`)
          : tx.run(sql`insert into places.place values ('attic', ${tries})`),
      )
      .catch(() => undefined)
    return tries
  })
  assert.equal(seats, 2, 'the first try failed as a whole')
  assert.equal(await db.look((tx) => seatsOf(tx, 'attic')), 2)
  await db.transact((tx) => tx.run(sql`delete from places.place where id = 'attic'`))
})

test('a forgotten await fails: after the work is over, and while it ends', async () => {
  let late: Promise<unknown> = Promise.resolve()
  await db.transact(async (tx) => {
    await tx.run(sql`select 1`)
    late = pause(20).then(() => tx.run(sql`delete from places.place`))
    late.catch(() => undefined)
  })
  await assert.rejects(late, /transaction is over/)
  const forgetful = db.transact(async (tx) => {
    void tx.run(sql`update places.place set seats = 2 where id = 'hall'`)
  })
  await assert.rejects(forgetful, /transaction is over.*not awaited/)
  assert.equal(await db.look((tx) => seatsOf(tx, 'hall')), 40)
})

test('the last statement of a transaction is committed with it, and none comes after it', async () => {
  const add = (id: string) => sql.last(sql`insert into places.place values (${id}, ${5})`)
  assert.equal(await db.transact((tx) => tx.run(add('pier'))), 1)
  await db.transact(async (tx) => {
    await tx.run(sql`update places.place set seats = seats + 1 where id = 'pier'`)
    await tx.run(sql.last(sql`update places.place set seats = seats * ${2} where id = 'pier'`))
  })
  assert.equal(await db.look((tx) => seatsOf(tx, 'pier')), 12)
  const more = db.transact(async (tx) => {
    await tx.run(sql`select 1`)
    await tx.run(add('quay'))
    await tx.run(sql`delete from places.place where id = 'pier'`)
  })
  await assert.rejects(more, /transaction is over/)
  assert.equal(await db.look((tx) => seatsOf(tx, 'pier')), 12)
})

test('a last statement that fails, or whose commit fails, leaves nothing behind', async () => {
  await db.script(`create table places.deed (n int unique deferrable initially deferred);
    insert into places.deed values (1)`)
  const duplicate = (failure: DatabaseError) => failure.code === '23505'
  const adds = (statement: (n: number) => ReturnType<typeof sql>) =>
    db.transact(async (tx) => {
      await tx.run(sql`insert into places.deed values (${7})`)
      await tx.run(sql.last(statement(1)))
    })
  await assert.rejects(
    adds((n) => sql`insert into places.place values ('hall', ${n})`),
    duplicate,
  )
  // Deferred: only the commit finds out.
  await assert.rejects(
    adds((n) => sql`insert into places.deed values (${n})`),
    duplicate,
  )
  // Alone in its transaction, often enough for a server to do it without a begin.
  for (const _ of [1, 2, 3]) {
    const deed = sql.last(sql`insert into places.deed values (${1})`)
    await assert.rejects(
      db.transact((tx) => tx.run(deed)),
      duplicate,
    )
  }
  const left = await db.look((tx) =>
    tx.many(sql`select n as seats from places.deed where n > 1`, Seats),
  )
  assert.deepEqual(left, [])
  assert.equal(await db.look((tx) => seatsOf(tx, 'hall')), 40)
})

test('looking cannot write', async () => {
  const writing = sql`update places.place set seats = ${3}`
  for (const statement of [writing, sql.last(writing)]) {
    const writes = db.look((tx) => tx.run(statement))
    await assert.rejects(writes, (failure: DatabaseError) => failure.code === '25006')
  }
})

test('what is asked last of a look sees the same moment, and nothing is asked after it', async () => {
  const all = sql`select id, ${'x'} as said from places.place order by id`
  const Id = z.object({ id: z.string() })
  for (let n = 0; n < 30; n += 1) {
    const found = await db.look(async (tx) => {
      const first = await tx.many(all, Id)
      await pause(1)
      return [first, await tx.many(sql.last(all), Id)]
    })
    assert.deepEqual(found[0], found[1])
  }
  const more = db.look(async (tx) => {
    await tx.many(sql.last(all), Id)
    return tx.many(all, Id)
  })
  await assert.rejects(more, /transaction is over/)
  assert.equal(await db.look((tx) => seatsOf(tx, 'hall')), 40)
})

test('a swallowed failure undoes the work all the same', async () => {
  const swallowing = db.transact(async (tx) => {
    await tx.run(sql`update places.place set seats = 5 where id = 'hall'`)
    await tx.run(sql`insert into places.place values ('hall', 1)`).catch(() => undefined)
  })
  await assert.rejects(swallowing, (failure: DatabaseError) => {
    assert.equal(failure.code, '23505')
    assert.equal(failure.constraint, 'place_pkey')
    assert.match(failure.message, /in: insert into places\.place/)
    assert.match(failure.stack ?? '', /database\.test\.ts/)
    return true
  })
  assert.equal(await db.look((tx) => seatsOf(tx, 'hall')), 40)
})

test('a transaction inside a transaction is refused instead of waiting for itself', async () => {
  const nested = db.transact(() => db.look((tx) => seatsOf(tx, 'hall')))
  await assert.rejects(nested, /inside a transaction/)
})

test('a row that is not as its schema says is refused, without its values', async () => {
  const wrong = db.look((tx) => tx.one(sql`select 'secret' as seats`, Seats))
  await assert.rejects(wrong, (failure: Error) => {
    assert.match(failure.message, /seats: .*of: select/)
    return true
  })
})

test('the database says that it is well, and counts what it does', async () => {
  assert.equal(await db.healthy(), true)
  assert.ok(db.counts.transactions > 5 && db.counts.statements > 5)
})
