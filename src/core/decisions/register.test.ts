import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  decision,
  decisionsMigrations,
  listRegistered,
  modelHash,
  readRegistered,
  registerDecisions,
} from '#core/decisions'
import { listEntries, recordMigrations } from '#core/record'
import { testDatabase } from '#test/database'
import { promise } from '#test/promise'
import { about, because, qualify, route, stricter } from './trial.ts'

const db = await testDatabase([recordMigrations, decisionsMigrations])
after(() => db.close())

const noon = '2026-03-02T12:00:00.000Z'
const evening = '2026-03-02T19:00:00.000Z'

const register = (list: Parameters<typeof registerDecisions>[1], now = noon) =>
  db.transact((tx) => registerDecisions(tx, list, now))

test('a decision stands in the register before the first one is taken, with its law and where to contest', async () => {
  await register([qualify, route])
  await register([qualify, route], evening)
  const inForce = await db.look((tx) => listRegistered(tx))
  assert.deepEqual(
    inForce.map(({ name, version, since, until }) => [name, version, since, until]),
    [
      ['proposals.qualify', 1, noon, null],
      ['reports.route', 3, noon, null],
    ],
  )
  assert.deepEqual(inForce[0]?.hash, modelHash(qualify))
  assert.deepEqual([inForce[0]?.law, inForce[0]?.contestAt], [about.law, about.contestAt])
  const second = await db.look((tx) => listRegistered(tx, { after: 'proposals.qualify', limit: 1 }))
  assert.deepEqual(second, inForce.slice(1))
})

test('a city whose decision changed under the same version does not start, and says which one it is', async () => {
  await register([qualify])
  await assert.rejects(
    register([stricter(1)]),
    /proposals\.qualify has changed.*version 1.*version 2/,
  )
  assert.deepEqual(
    (await db.look((tx) => listRegistered(tx))).map(({ name, version }) => [name, version]),
    [['proposals.qualify', 1]],
  )
})

test('a new version takes over, and the register remembers from when to when the old one ran', async () => {
  await register([stricter(2)], evening)
  const versions = await db.look((tx) => readRegistered(tx, 'proposals.qualify'))
  assert.deepEqual(
    versions.map(({ version, since, until }) => [version, since, until]),
    [
      [2, evening, null],
      [1, noon, evening],
    ],
  )
})

/** What the record says of the register, in order. */
const said = async () =>
  (await db.look((tx) => listEntries(tx, { service: 'decisions' })))
    .toReversed()
    .map(({ kind, body }) => [kind, body['name'], body['version'], body['from']].join(' ').trim())

test('what came into the register, changed and ended stands on the public record, once', async () => {
  promise('P3.1', 'P3.2')
  const before = (await said()).length
  await register([stricter(2)], evening)
  await register([stricter(2), route], evening)
  await register([stricter(2), route], evening)
  assert.deepEqual((await said()).slice(before), ['algorithm.registered reports.route 3'])
  await register([stricter(3), route], evening)
  await register([stricter(3)], evening)
  await register([stricter(3)], evening)
  const lawful = { ...stricter(3), law: 'Ordinance 13, art. 1' }
  await register([lawful, route], evening)
  assert.deepEqual((await said()).slice(before + 1), [
    'algorithm.changed proposals.qualify 3 2',
    'algorithm.retired reports.route 3',
    'algorithm.changed proposals.qualify 3 3',
    'algorithm.registered reports.route 3',
  ])
  const [last] = await db.look((tx) => listEntries(tx, { kind: 'algorithm.changed', limit: 1 }))
  assert.deepEqual(last?.body, {
    name: 'proposals.qualify',
    version: 3,
    hash: modelHash(stricter(3)),
    law: 'Ordinance 13, art. 1',
    contestAt: about.contestAt,
    from: 3,
  })
})

test('a start that is refused says nothing on the record', async () => {
  const before = await said()
  await assert.rejects(register([{ ...stricter(3), decide: qualify.decide }]), /has changed/)
  const stopped = db.transact(async (tx) => {
    await registerDecisions(tx, [], evening)
    throw new Error('the power went')
  })
  await assert.rejects(stopped, /the power went/)
  assert.deepEqual(await said(), before)
})

test('two decisions cannot share a name', async () => {
  await assert.rejects(
    register([qualify, stricter(2)]),
    /two decisions are called proposals\.qualify/,
  )
  assert.throws(() => decision({ ...route, name: 'Route' }), /cannot name a decision/)
  assert.throws(() => decision({ ...route, version: 0 }), /needs a version/)
})

test('a table, a number or a function it decides by is part of the model; layout and wording are not', () => {
  const tenth = (supports: number) => supports / 10
  const fifth = (supports: number) => supports / 5
  const hashes = [
    qualify,
    { ...qualify, model: { needed: 100 } },
    { ...qualify, model: { needed: 101 } },
    { ...qualify, calls: [tenth] },
    { ...qualify, calls: [fifth] },
    stricter(1),
  ].map(modelHash)
  assert.equal(new Set(hashes).size, hashes.length)
  const built = new Function(
    'because',
    `return ({supports,needed}) => ({ // as a build writes it
       outcome: supports >= needed ? 'qualified' : "open", because: because(supports, needed) })`,
  ) as (given: typeof because) => typeof qualify.decide
  assert.equal(modelHash({ ...qualify, decide: built(because) }), hashes[0])
  assert.equal(modelHash({ ...qualify, says: 'In other words.' }), hashes[0])
})
