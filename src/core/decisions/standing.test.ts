import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from '#core/database'
import {
  type Cause,
  countPassed,
  type Decision,
  decider,
  decisionsMigrations,
  listTaken,
  modelHash,
  noteAudit,
  publish,
  readStanding,
  registerDecisions,
  suspend,
  withdraw,
} from '#core/decisions'
import { listEntries, recordMigrations } from '#core/record'
import { testDatabase } from '#test/database'
import { promise } from '#test/promise'
import { z } from 'zod'
import { route as plain } from './trial.ts'

const db = await testDatabase([recordMigrations, decisionsMigrations])
after(() => db.close())

const opened = '2026-03-02T12:00:00.000Z'
const route = { ...plain, person: 'none', auditDays: 365 } as Decision<{ unit: string }>
const clerk = (now = opened) => ({ by: 'role:algorithm-officer', now, service: 'algorithms' })
const register = (list: readonly Decision<any, any>[], now = opened) =>
  db.transact((tx) => registerDecisions(tx, list, now))
const about = '/reports/R-1'

/** What comes out for one case now, by what the city had registered at its start. */
function decide(one = route, now = opened): Promise<string> {
  const known = new Map([[one.name, { version: one.version, hash: modelHash(one) }]])
  return db.transact((tx) => decider(tx, known, now)(one, about, { unit: 'lighting' }))
}
const said = (kind: string) => db.look((tx) => listEntries(tx, { kind }))
const causes = async () =>
  (await said('algorithm.stopped')).map(({ body }) => body['cause']).toReversed()
const set = (what: string) =>
  db.script(`update decisions.standing set ${what} where name = 'reports.route'`)

beforeEach(async () => {
  await db.script(`alter table record.outbox disable trigger keep_entry; delete from record.outbox;
    delete from decisions.taken; delete from decisions.registered; delete from decisions.standing;
    delete from decisions.passed; delete from decisions.incident;
    alter table record.outbox enable trigger keep_entry`)
  await register([route])
})

test('what the city ships with its code is published by its start, and runs', async () => {
  assert.equal(await decide(), 'lighting')
  const standing = await db.look((tx) => readStanding(tx, 'reports.route'))
  assert.deepEqual(
    [standing?.state, standing?.status, standing?.version, standing?.revisionOn, standing?.kept],
    ['published', 'operational', 3, '2028-03-01', false],
  )
  assert.deepEqual(await causes(), [])
})

const ways: readonly [Cause, string, () => Promise<unknown>, string?][] = [
  ['not-registered', 'is not in the register', () => register([])],
  ['not-published', 'has only a draft of an entry', () => set(`state = 'draft'`)],
  ['not-published', 'has no entry', () => db.script('delete from decisions.standing')],
  ['suspended', 'was stopped', () => set(`state = 'suspended'`)],
  ['retired', 'was given up', () => set(`state = 'retired'`)],
  ['changed', 'is another version than was published', () => set('version = 2')],
  ['changed', 'is made of something else', () => set(`hash = repeat('0', 64)`)],
  ['changed', 'was registered anew', () => register([{ ...route, version: 4 }])],
  ['not-operational', 'is only being designed', () => set(`status = 'design'`)],
  ['past-revision', 'was not looked at again in time', () => Promise.resolve(), '2028-03-01'],
  ['audit-overdue', 'was not audited in time', () => Promise.resolve(), '2027-03-02'],
]
for (const [cause, what, way, day] of ways) {
  test(`a decision that ${what} is not taken: the case goes to a person, and everybody can read why`, async () => {
    promise('P3.2', 'P3.10')
    const at = day ? `${day}T12:00:00.000Z` : opened
    assert.equal(await decide(), 'lighting')
    if (cause === 'past-revision') await set('audit_days = null')
    await way()
    assert.equal(await decide(route, at), 'none')
    assert.deepEqual(await causes(), [cause])
    assert.equal((await db.look((tx) => listTaken(tx))).length, 1)
    const byHand = db.script(`insert into decisions.taken
      select id || 'x', decision, version, hash, about, facts, outcome, because, '${at}'
      from decisions.taken`)
    await assert.rejects(byHand, /may not be taken now|foreign key/)
  })
}

test('the day before its revision and its audit are due, it still runs', async () => {
  await set('audit_days = null')
  assert.equal(await decide(route, '2028-02-29T23:59:59.000Z'), 'lighting')
  await set('audit_days = 365')
  assert.equal(await decide(route, '2027-03-02T11:59:59.000Z'), 'lighting')
})

test('a failed audit stops it at once, and one that passes lets it run again', async () => {
  const audit = (verdict: 'pass' | 'fail' | 'inconclusive', at: string) =>
    db.transact((tx) =>
      noteAudit(
        tx,
        { decision: 'reports.route', version: 3, verdict, at, page: '/audits/1' },
        clerk(at),
      ),
    )
  await audit('fail', '2026-04-01T09:00:00.000Z')
  assert.equal(await decide(route, '2026-04-01T09:00:00.500Z'), 'none')
  await register([{ ...route, version: 4 }], '2026-04-02T09:00:00.000Z')
  const next = { ...route, version: 4 }
  assert.equal(await decide(next, '2026-04-02T10:00:00.000Z'), 'none')
  await audit('pass', '2026-04-03T09:00:00.000Z')
  assert.equal(await decide(next, '2026-04-03T09:00:00.500Z'), 'lighting')
  await audit('fail', '2026-03-15T09:00:00.000Z')
  assert.equal(await decide(next, '2027-04-03T08:00:00.000Z'), 'lighting')
  await audit('inconclusive', '2026-05-03T09:00:00.000Z')
  assert.equal(await decide(next, '2027-05-03T08:00:00.000Z'), 'lighting')
  assert.equal(await decide(next, '2027-05-03T09:00:00.000Z'), 'none')
})

test('a decision that an official stopped stays stopped when the city starts again, also in a new version', async () => {
  const reason = 'It sent lamps to the streets.'
  await db.transact((tx) => suspend(tx, { decision: 'reports.route', reason }, clerk()))
  assert.equal(await decide(), 'none')
  const next = { ...route, version: 4 }
  await register([next])
  assert.equal(await decide(next), 'none')
  const it = { name: 'reports.route', version: 4, hash: modelHash(next), auditDays: null }
  const more = { status: 'pilot', revisionOn: '2027-01-01', kept: true } as const
  await db.transact((tx) => publish(tx, { ...it, ...more }, clerk()))
  assert.equal(await decide(next), 'lighting')
  await register([{ ...route, version: 5 }])
  assert.equal(await decide({ ...route, version: 5 }), 'none')
  assert.deepEqual(await causes(), ['suspended', 'changed'])
  await db.transact((tx) => withdraw(tx, { decision: 'reports.route', reason }, clerk()))
  assert.equal((await said('algorithm.suspended'))[0]?.body['reason'], reason)
  assert.equal((await said('algorithm.withdrawn')).length, 1)
})

test('the record says once a day and cause that cases go to a person, and in the night how many', async () => {
  await set(`state = 'suspended'`)
  for (let n = 0; n < 3; n += 1) await decide()
  await decide(route, '2026-03-03T08:00:00.000Z')
  assert.equal((await said('algorithm.stopped')).length, 2)
  assert.equal(await countPassed(db, '2026-03-03T00:10:00.000Z'), 1)
  assert.equal(await countPassed(db, '2026-03-03T00:20:00.000Z'), 0)
  const [waited] = await said('algorithm.waited')
  assert.deepEqual(waited?.body, {
    decision: 'reports.route',
    cause: 'suspended',
    day: '2026-03-02',
    count: 3,
  })
})

test('a decision without an outcome for a person refuses the act, and says that a person has to decide', async () => {
  await register([plain])
  await set(`state = 'suspended'`)
  await assert.rejects(decide(plain), /decision-stopped/)
  const counted = z.object({ count: z.number() })
  const passed = sql`select count(*)::integer as count from decisions.passed`
  assert.equal((await db.look((tx) => tx.one(passed, counted)))?.count, 0)
})
