import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { testDatabase } from '#test/database'

const db = await testDatabase([])
after(() => db.close())

await db.script(`
  create schema till;
  create table till.account (name text primary key, cents int not null)`)

const Cents = z.object({ cents: z.number() })

async function readCents(tx: Tx, name: string): Promise<number> {
  const found = await tx.one(sql`select cents from till.account where name = ${name}`, Cents)
  return found?.cents ?? 0
}

async function setCents(tx: Tx, name: string, cents: number): Promise<void> {
  await tx.run(sql`
    insert into till.account values (${name}, ${cents})
    on conflict (name) do update set cents = excluded.cents`)
}

const hundred = Array.from({ length: 100 }, (_, n) => n)

test('a hundred people add one at the same moment, and not one is lost', async () => {
  await db.transact((tx) => setCents(tx, 'box', 0))
  await Promise.all(
    hundred.map(() =>
      db.transact(async (tx) => setCents(tx, 'box', (await readCents(tx, 'box')) + 1)),
    ),
  )
  assert.equal(await db.look((tx) => readCents(tx, 'box')), 100)
})

test('the first hundred of a new account begin it only once', async () => {
  await Promise.all(
    hundred.map(() =>
      db.transact(async (tx) => setCents(tx, 'new', (await readCents(tx, 'new')) + 1)),
    ),
  )
  assert.equal(await db.look((tx) => readCents(tx, 'new')), 100)
})

test('a hundred statements that stand alone count each other, and no two count the same', async () => {
  await db.script('create table till.turn (number int not null)')
  const draw = sql`insert into till.turn select count(*) + ${1}::int from till.turn`
  await Promise.all(hundred.map(() => db.transact((tx) => tx.run(sql.last(draw)))))
  const drawn = sql`select number from till.turn order by number`
  const numbers = await db.look((tx) => tx.many(drawn, z.object({ number: z.number() })))
  assert.deepEqual(
    numbers.map(({ number }) => number),
    hundred.map((n) => n + 1),
  )
})

test('money moved in both directions at once is neither lost nor made', async () => {
  await db.transact(async (tx) => {
    await setCents(tx, 'left', 1000)
    await setCents(tx, 'right', 1000)
  })
  await Promise.all(
    hundred.map((n) =>
      db.transact(async (tx) => {
        const [from, to] = n % 2 ? ['left', 'right'] : ['right', 'left']
        await setCents(tx, from, (await readCents(tx, from)) - n)
        await setCents(tx, to, (await readCents(tx, to)) + n)
      }),
    ),
  )
  const both = await db.look(async (tx) => [
    await readCents(tx, 'left'),
    await readCents(tx, 'right'),
  ])
  assert.deepEqual(both, [950, 1050])
})

test('two who each leave because the other stays do not both leave', async () => {
  await db.transact(async (tx) => {
    await setCents(tx, 'doctor-a', 1)
    await setCents(tx, 'doctor-b', 1)
  })
  const leave = (name: string) =>
    db.transact(async (tx) => {
      const here = (await readCents(tx, 'doctor-a')) + (await readCents(tx, 'doctor-b'))
      if (here > 1) await setCents(tx, name, 0)
    })
  await Promise.all([leave('doctor-a'), leave('doctor-b')])
  const here = await db.look(
    async (tx) => (await readCents(tx, 'doctor-a')) + (await readCents(tx, 'doctor-b')),
  )
  assert.equal(here, 1)
})

test('who looks sees one moment, whatever happens meanwhile', async () => {
  await db.transact((tx) => setCents(tx, 'shown', 1))
  let change: Promise<void> = Promise.resolve()
  const seen = await db.look(async (tx) => {
    const before = await readCents(tx, 'shown')
    change = inOwnTime(() => db.transact((other) => setCents(other, 'shown', 2)))
    if (db.kind === 'postgres') await change
    return [before, await readCents(tx, 'shown')]
  })
  await change
  assert.deepEqual(seen, [1, 1])
  assert.equal(await db.look((tx) => readCents(tx, 'shown')), 2)
})

/** As another visitor would: outside of the transaction that is open here. */
function inOwnTime(work: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    visitors.add(() => void work().then(resolve, reject))
  })
}

const visitors = new Set<() => void>()
const clock = setInterval(() => {
  for (const visit of visitors) visit()
  visitors.clear()
}, 5)
after(() => clearInterval(clock))
