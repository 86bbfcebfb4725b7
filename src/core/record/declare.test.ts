import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { listEntries, recordDeclared, recordMigrations } from '#core/record'
import { contactEmail, contactName, type Purpose, purpose } from '#core/vault'
import { testDatabase } from '#test/database'
import { promise } from '#test/promise'

const db = await testDatabase([recordMigrations])
after(() => db.close())

/** Embedded databases have one connection: nobody can be at the same place at the same time. */
const skip = process.env['DATABASE_URL'] ? false : 'needs PostgreSQL (npm run test:postgres)'

const noon = '2026-03-02T12:00:00.000Z'
const release = { version: '1.2.0', hash: 'a'.repeat(64) }
const spec = {
  id: 'lamps.call-back',
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(e)', law: 'Ordinance 4/2025, art. 6' },
  scope: 'case',
  actors: ['official:lamps.answer'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed' },
  dpv: 'dpv:CommunicationManagement',
  visibility: 'immediate',
  sinks: ['mail'],
} as const
const first = purpose(spec)
const second = purpose({ ...spec, version: 2, fields: [contactEmail, contactName] })

const declare = (purposes: readonly Purpose<any, any>[], of = release, now = noon) =>
  db.transact((tx) => recordDeclared(tx, { release: of, purposes, now }))
const said = async (): Promise<Record<string, unknown>[]> => {
  const entries = await db.look((tx) => listEntries(tx))
  return entries.toReversed().map(({ kind, body }) => ({ kind, ...body }))
}

beforeEach(() =>
  db.script(`alter table record.outbox disable trigger keep_entry;
    delete from record.outbox; delete from record.purpose;
    alter table record.outbox enable trigger keep_entry`),
)

test('before anything is read, the record says for what, by which law and until when', async () => {
  promise('P3.1')
  await declare([first])
  const [software, published] = await said()
  assert.deepEqual(software, { kind: 'software.release', ...release })
  assert.match(String(published?.['hash']), /^[0-9a-f]{64}$/)
  assert.deepEqual(published, {
    kind: 'purpose.published',
    id: 'lamps.call-back',
    version: 1,
    fields: ['contact.email'],
    gdpr: '6(1)(e)',
    law: 'Ordinance 4/2025, art. 6',
    scope: 'case',
    retention: 'contact, case.closed',
    hash: published?.['hash'],
  })
  const [entry] = await db.look((tx) => listEntries(tx, { service: 'vault' }))
  assert.deepEqual([entry?.by, entry?.at], ['operator', noon])
})

test('a city that starts again says nothing twice', async () => {
  await declare([first])
  const once = await said()
  await declare([first])
  await declare([first])
  assert.deepEqual(await said(), once)
})

test('a new version, an end and a return each stand on the record; other software too', async () => {
  const other = { ...release, hash: 'b'.repeat(64) }
  await declare([first])
  await declare([second], other)
  await declare([], other)
  await declare([second], other)
  const [, , software, changed, ...rest] = await said()
  assert.deepEqual(software, { kind: 'software.release', ...other })
  assert.deepEqual(
    [changed?.['kind'], changed?.['from'], changed?.['to']],
    ['purpose.changed', 1, 2],
  )
  assert.deepEqual(changed?.['fields'], ['contact.email', 'contact.name'])
  assert.deepEqual(rest[0], { kind: 'purpose.retired', id: 'lamps.call-back', version: 2 })
  assert.deepEqual([rest[1]?.['kind'], rest[1]?.['hash']], ['purpose.published', changed?.['hash']])
  assert.equal(rest.length, 2)
})

test('a purpose that changed but kept its version is refused, and nothing of that start is said', async () => {
  await declare([first])
  const before = await said()
  const sly = purpose({ ...spec, recipients: ['The newspaper'] })
  const starting = declare([sly], { ...release, version: '1.3.0' })
  await assert.rejects(starting, /lamps\.call-back has changed.*version 1.*version 2/)
  assert.deepEqual(await said(), before)
})

test('a start that is stopped in the middle leaves nothing half said', async () => {
  const stopped = db.transact(async (tx) => {
    await recordDeclared(tx, { release, purposes: [first], now: noon })
    throw new Error('the power went')
  })
  await assert.rejects(stopped, /the power went/)
  assert.deepEqual(await said(), [])
  await declare([first])
  assert.equal((await said()).length, 2)
})

test('of twelve processes that start at once, one says it', { skip }, async () => {
  await Promise.all(Array.from({ length: 12 }, () => declare([first])))
  assert.deepEqual(
    (await said()).map(({ kind }) => kind),
    ['software.release', 'purpose.published'],
  )
  await Promise.all(Array.from({ length: 12 }, () => declare([second])))
  assert.equal((await said()).length, 3)
  const [row] = await db.look((tx) =>
    tx.raw('select version from record.purpose').then(({ rows }) => rows),
  )
  assert.equal(row?.['version'], 2)
})

test('the record takes no declaration that is longer than an entry may be', async () => {
  const fields = Array.from({ length: 700 }, () => contactEmail)
  const long = purpose({ ...spec, fields, retention: { class: 'x'.repeat(9000), until: 'never' } })
  await assert.rejects(declare([long]), /purpose\.published has \d+ bytes/)
  assert.deepEqual(await said(), [])
})
