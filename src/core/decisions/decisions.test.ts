import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  decider,
  decision,
  decisionsMigrations,
  listTaken,
  modelHash,
  readTaken,
  registerDecisions,
} from '#core/decisions'
import { Refusal } from '#core/kernel'
import { Personal } from '#core/vault'
import { recordMigrations } from '#core/record'
import { testDatabase } from '#test/database'
import { promise } from '#test/promise'
import { about, because, qualify, route, stricter } from './trial.ts'

const db = await testDatabase([recordMigrations, decisionsMigrations])
after(() => db.close())

const noon = '2026-03-02T12:00:00.000Z'

const register = (list: Parameters<typeof registerDecisions>[1], now = noon) =>
  db.transact((tx) => registerDecisions(tx, list, now))
const refusedWith = (code: string) => (failure: unknown) =>
  failure instanceof Refusal && failure.kind === 'refused' && failure.reasons[0]?.code === code

test('a decision says its outcome, and keeps the facts and the because it had', async () => {
  promise('P3.3')
  const registered = await register([qualify, route])
  const outcome = await db.transact((tx) =>
    decider(tx, registered, noon)(qualify, '/proposals/shade', { supports: 100, needed: 100 }),
  )
  assert.equal(outcome, 'qualified')
  const [taken] = await db.look((tx) => listTaken(tx, { about: '/proposals/shade' }))
  assert.ok(taken)
  assert.deepEqual(taken, {
    id: taken.id,
    decision: 'proposals.qualify',
    version: 1,
    hash: modelHash(qualify),
    about: '/proposals/shade',
    facts: { supports: 100, needed: 100 },
    outcome: 'qualified',
    because: because(100, 100),
    at: noon,
  })
  assert.deepEqual(await db.look((tx) => readTaken(tx, taken.id)), taken)
})

test('a decision that is not in the register is not taken, and a person has to decide', async () => {
  promise('P3.2')
  const registered = await register([route])
  const facts = { supports: 1, needed: 1 }
  const secretly = db.transact((tx) =>
    decider(tx, registered, noon)(qualify, '/proposals/hidden', facts),
  )
  await assert.rejects(secretly, refusedWith('decision-not-registered'))
  assert.deepEqual(await db.look((tx) => listTaken(tx, { about: '/proposals/hidden' })), [])
})

test('a decision that was changed after it was registered is not taken', async () => {
  const registered = await register([qualify])
  for (const changed of [stricter(1), stricter(2)]) {
    const facts = { supports: 1, needed: 1 }
    const taking = db.transact((tx) =>
      decider(tx, registered, noon)(changed, '/proposals/x', facts),
    )
    await assert.rejects(taking, refusedWith('decision-changed'))
  }
})

test('personal values are no facts of a decision', async () => {
  const age = new Personal('1990-05-04', 'permits.check-age', ['staff-view'])
  const spec = { ...about, name: 'permits.grant', version: 1 }
  const verdict = { outcome: 'granted', because: { key: 'permits.because.age', values: {} } }
  // @ts-expect-error a personal value is no fact
  decision<{ born: Personal }, string>({ ...spec, decide: () => verdict })
  const sly = decision<{ born: unknown }, string>({ ...spec, decide: () => verdict })
  const registered = await register([sly])
  const taking = db.transact((tx) =>
    decider(tx, registered, noon)(sly, '/permits/1', { born: age }),
  )
  await assert.rejects(taking, /facts\.born is not plain data/)
})

test('decisions that were taken are listed page by page, newest first', async () => {
  const registered = await register([route])
  for (let n = 0; n < 7; n += 1) {
    await db.transact((tx) =>
      decider(tx, registered, noon)(route, `/reports/${n}`, { unit: 'roads' }),
    )
  }
  const seen: string[] = []
  let before: string | undefined
  for (;;) {
    const page = await db.look((tx) =>
      listTaken(tx, { decision: 'reports.route', before, limit: 3 }),
    )
    seen.push(...page.map((taken) => taken.about))
    before = page.at(-1)?.id
    if (page.length < 3) break
  }
  assert.deepEqual(
    seen,
    [6, 5, 4, 3, 2, 1, 0].map((n) => `/reports/${n}`),
  )
})

test('when the act is undone, so is the decision', async () => {
  const registered = await register([route])
  const undone = db.transact(async (tx) => {
    await decider(tx, registered, noon)(route, '/reports/undone', { unit: 'roads' })
    throw new Error('no')
  })
  await assert.rejects(undone, /^Error: no$/)
  assert.deepEqual(await db.look((tx) => listTaken(tx, { about: '/reports/undone' })), [])
})
