import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from '#core/database'
import { entry, listEntries, readEntry, recorder, recordMigrations } from '#core/record'
import { Personal } from '#core/vault'
import { testDatabase } from '#test/database'
import { z } from 'zod'

const db = await testDatabase([recordMigrations])
after(() => db.close())

const received = entry(
  'reports.received',
  z.object({ number: z.string(), photos: z.number(), district: z.string().optional() }),
)
const opened = entry(
  'budget.opened',
  z.object({ headings: z.array(z.string()), binding: z.boolean() }),
)
const noon = '2026-03-02T12:00:00.000Z'
const minute = (n: number) => new Date(Date.parse(noon) + n * 60_000).toISOString()
const write = <T>(
  work: (record: ReturnType<typeof recorder>) => Promise<T>,
  now = noon,
  by = 'role:resident',
) => db.transact((tx) => work(recorder(tx, { by, now, service: 'reports' })))

test('what the city did is on the record: when, what, in which role, and about which page', async () => {
  const id = await write((record) =>
    record(received, { number: 'R-1', photos: 2 }, { subject: '/reports/R-1' }),
  )
  assert.deepEqual(await db.look((tx) => readEntry(tx, id)), {
    id,
    at: noon,
    kind: 'reports.received',
    by: 'role:resident',
    body: { number: 'R-1', photos: 2 },
    service: 'reports',
    subject: '/reports/R-1',
    position: null,
    log: 1,
  })
  assert.equal(await db.look((tx) => readEntry(tx, 'nothing')), undefined)
})

test('when the act is undone, the record says nothing of it', async () => {
  const about = '/reports/undone'
  const undone = write(async (record) => {
    await record(received, { number: 'R-2', photos: 0 }, { subject: about })
    throw new Error('no')
  })
  await assert.rejects(undone, /^Error: no$/)
  assert.deepEqual(await db.look((tx) => listEntries(tx, { subject: about })), [])
})

test('nobody can change the record or take an entry away; only its place in the log is set, once', async () => {
  const id = await write((record) => record(received, { number: 'R-3', photos: 0 }))
  for (const statement of [
    sql`delete from record.outbox where id = ${id}`,
    sql`update record.outbox set d = '{}' where id = ${id}`,
    sql`update record.outbox set by = 'operator', position = 5 where id = ${id}`,
  ]) {
    await assert.rejects(
      db.transact((tx) => tx.run(statement)),
      /the public record does not change/,
    )
  }
  const place = (n: number) =>
    db.transact((tx) => tx.run(sql`update record.outbox set position = ${n} where id = ${id}`))
  assert.equal(await place(7), 1)
  await assert.rejects(place(8), /the public record does not change/)
})

test('a name, an address or any personal value does not get onto the record', async () => {
  const value = new Personal('amina@luzarra.example', 'reports.contact-back', ['mail'])
  // @ts-expect-error a personal value does not fit into an entry body
  entry('reports.wrong', z.object({ to: z.instanceof(Personal) }))
  // @ts-expect-error nor inside something else
  entry('reports.wrong', z.object({ list: z.array(z.object({ to: z.instanceof(Personal) })) }))
  // @ts-expect-error nor where anything fits
  const sly = entry('reports.wrong', z.object({ to: z.any() }))
  // @ts-expect-error nor where nothing is said of the type
  entry('reports.wrong', z.object({ to: z.unknown() }))
  await assert.rejects(
    write((record) => record(sly, { to: value })),
    /d\.to is not plain data/,
  )
  const asText = () =>
    // @ts-expect-error and it is no text
    write((record) => record(received, { number: value, photos: 0 }))
  await assert.rejects(asText(), /not as declared: number/)
  const named = () =>
    write((record) => record(received, { number: 'R-4', photos: 0 }), noon, 'Amina')
  await assert.rejects(named(), /names roles and decisions, never anybody/)
})

test('an entry that is not as declared is a mistake of ours, and nothing is written', async () => {
  const before = await db.look((tx) => listEntries(tx))
  const more = { number: 'R-5', photos: 0, email: 'amina@luzarra.example' }
  await assert.rejects(
    write((record) => record(received, more)),
    (failure: Error) => /not as declared/.test(failure.message) && !/amina/.test(failure.message),
  )
  const wrong = ['two\nlines', 'e\u0301', '\ud800', 'a\u2028b', 'nul\0']
  for (const number of wrong) {
    await assert.rejects(
      write((record) => record(received, { number, photos: 0 })),
      /d\.number/,
    )
  }
  for (const photos of [0.5, 2 ** 53]) {
    await assert.rejects(
      write((record) => record(received, { number: 'R-5', photos })),
      /d\.photos/,
    )
  }
  const long = { number: 'x'.repeat(16 * 1024), photos: 0 }
  await assert.rejects(
    write((record) => record(received, long)),
    /takes 16384/,
  )
  const elsewhere = { subject: 'https://elsewhere.example' }
  await assert.rejects(
    write((record) => record(received, { number: 'R-5', photos: 0 }, elsewhere)),
    /about a page of the city/,
  )
  assert.deepEqual(await db.look((tx) => listEntries(tx)), before)
})

test('the record is read page by page, to the end and back, each page in one statement', async () => {
  for (let n = 0; n < 23; n += 1) {
    const more = { subject: n % 2 ? '/reports/odd' : '/reports/even' }
    await write((record) => record(received, { number: `P-${n}`, photos: n }, more), minute(n + 1))
  }
  const numbers: unknown[] = []
  let before: string | undefined
  for (;;) {
    const page = await db.look(async (tx) => {
      const found = await listEntries(tx, { before, limit: 5, from: minute(1) })
      assert.equal(tx.statements, 1)
      return found
    })
    numbers.push(...page.map(({ body }) => body['number']))
    before = page.at(-1)?.id
    if (page.length < 5) break
  }
  assert.deepEqual(
    numbers,
    Array.from({ length: 23 }, (_, n) => `P-${22 - n}`),
  )
  const [newer] = await db.look((tx) => listEntries(tx, { after: before, limit: 1 }))
  assert.equal(newer?.body['number'], 'P-1')
})

test('the record can be searched by kind, service, page and time', async () => {
  const budget = await db.transact((tx) =>
    recorder(tx, { by: 'operator', now: minute(60), service: 'budget' })(opened, {
      headings: ['Nord', 'Sud'],
      binding: true,
    }),
  )
  const found = async (filter: Parameters<typeof listEntries>[1]) =>
    (await db.look((tx) => listEntries(tx, filter))).map(({ id, body }) => body['number'] ?? id)
  assert.deepEqual(await found({ service: 'budget' }), [budget])
  assert.deepEqual(await found({ kind: 'budget.opened', service: 'budget' }), [budget])
  assert.deepEqual(await found({ kind: 'budget.opened', to: minute(60) }), [])
  assert.deepEqual(await found({ from: minute(5), to: minute(7) }), ['P-5', 'P-4'])
  assert.equal((await found({ subject: '/reports/odd' })).length, 11)
})
