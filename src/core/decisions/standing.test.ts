import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from '#core/database'
import {
  bindPart,
  type Cause,
  countPassed,
  type Decision,
  decider,
  decisionsMigrations,
  keepPart,
  listTaken,
  modelHash,
  noteAudit,
  publish,
  readStanding,
  registerDecisions,
  suspend,
  TRIAL_DAYS,
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
    delete from decisions.taken; delete from decisions.chosen; delete from decisions.judged;
    delete from decisions.registered; delete from decisions.standing;
    delete from decisions.passed; delete from decisions.bound; delete from decisions.incident;
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

/** An audit of the days from one to another, published on the morning after the last, or later. */
const audit = (
  verdict: 'pass' | 'fail' | 'inconclusive',
  ...[from, to, on = to]: [from: string, to: string, on?: string]
) => {
  const [until, at] = [`${to}T00:00:00.000Z`, `${on}T09:00:00.000Z`]
  const it = { decision: 'reports.route', verdict, at, page: '/audits/1' }
  return db.transact((tx) =>
    noteAudit(tx, { ...it, from: `${from}T00:00:00.000Z`, until }, clerk(at)),
  )
}
/** Two have read the entry and agreed to it, for what the register holds in force. */
const agree = (one: Decision<any>, now: string, auditDays: number | null = 365) => {
  const { name, version } = one
  const it = { name, version, hash: modelHash(one), auditDays, kept: true }
  const more = { status: 'operational', revisionOn: '2029-01-01' } as const
  return db.transact((tx) => publish(tx, { ...it, ...more }, clerk(now)))
}
const at = (day: string) => `${day}T12:00:00.000Z`
const next = { ...route, version: 4 }

test('a failed audit stops it at once, and one of later days that passes lets it run again', async () => {
  await audit('fail', '2026-03-02', '2026-04-01')
  assert.equal(await decide(route, '2026-04-01T09:00:00.500Z'), 'none')
  await audit('pass', '2026-01-01', '2026-02-01')
  assert.equal(await decide(route, at('2026-04-01')), 'none', 'older days make nothing good')
  await audit('pass', '2026-04-01', '2026-04-03')
  assert.equal(await decide(route, '2026-04-03T09:00:00.500Z'), 'lighting')
  await audit('inconclusive', '2026-04-03', '2026-05-03')
  assert.equal(await decide(route, '2027-05-03T08:00:00.000Z'), 'lighting')
  assert.equal(await decide(route, '2027-05-03T09:00:00.000Z'), 'none')
})

test('an audit that could not tell lifts no failure: only one that passed does, or something else that two agree to', async () => {
  promise('P3.2', 'P3.15')
  assert.equal(await decide(), 'lighting')
  await audit('fail', '2026-03-02', '2026-04-01')
  await audit('inconclusive', '2026-04-01', '2026-05-01')
  assert.equal(await decide(route, at('2026-05-02')), 'none', 'nobody knows that it is better')
  assert.deepEqual(await causes(), ['audit-failed'])
  const stands = await db.look((tx) => readStanding(tx, 'reports.route'))
  assert.deepEqual([stands?.auditVerdict, stands?.auditAt?.slice(0, 10)], ['fail', '2026-04-01'])
  const told = (await said('algorithm.audited')).map(({ body }) => body['verdict'])
  assert.deepEqual(told, ['inconclusive', 'fail'], 'everybody reads of both')
  await register([next], at('2026-05-03'))
  await agree(next, at('2026-05-04'))
  assert.equal((await db.look((tx) => readStanding(tx, 'reports.route')))?.onTrial, true)
  await audit('inconclusive', '2026-05-05', '2026-06-01')
  assert.equal(await decide(next, at('2026-06-01')), 'lighting', 'on trial it goes on')
  await register([route], at('2026-06-02'))
  await agree(route, at('2026-06-03'))
  assert.equal(await decide(route, at('2026-06-04')), 'none', 'the failed one is back')
})

test('what failed its audit is mended by another version that two agree to, runs on trial, is audited, and goes on', async () => {
  promise('P3.19')
  promise('P3.2', 'P3.15')
  assert.equal(await decide(route), 'lighting')
  await audit('fail', '2026-03-02', '2026-04-01')
  await agree(route, at('2026-04-02'))
  assert.equal(await decide(route, at('2026-04-02')), 'none', 'words of an entry mend nothing')
  await register([next], at('2026-04-03'))
  assert.equal(await decide(next, at('2026-04-03')), 'none', 'a start of the city mends nothing')
  await agree(next, at('2026-04-04'))
  assert.equal(await decide(next, '2026-04-04T12:00:00.500Z'), 'lighting', 'two agreed')
  const standing = await db.look((tx) => readStanding(tx, 'reports.route'))
  assert.deepEqual(
    [standing?.onTrial, standing?.auditVerdict, standing?.auditVersion],
    [true, 'fail', 3],
  )
  assert.equal(await decide(next, at('2026-07-02')), 'lighting', 'the last day of the trial')
  assert.equal(await decide(next, at('2026-07-03')), 'none', 'ninety days without an audit')
  await agree(next, at('2026-07-03'))
  assert.equal(await decide(next, at('2026-07-03')), 'none', 'agreeing again is no audit')
  await audit('fail', '2026-03-10', '2026-03-20')
  await audit('pass', '2026-04-03', '2026-04-20')
  assert.equal(await decide(next, at('2026-07-03')), 'none', 'days of the one before')
  await audit('inconclusive', '2026-04-05', '2026-06-01')
  assert.equal(await decide(next, at('2026-08-29')), 'lighting', 'ninety more days')
  assert.equal(await decide(next, at('2026-08-31')), 'none')
  await audit('pass', '2026-06-01', '2026-08-01')
  assert.equal(await decide(next, at('2027-07-31')), 'lighting', 'the usual time from now on')
  assert.equal(await decide(next, at('2027-08-02')), 'none')
})

test('a mended decision that fails again stops again, and only something else lets it run', async () => {
  await audit('fail', '2026-03-02', '2026-04-01')
  await register([next], at('2026-04-03'))
  await agree(next, at('2026-04-04'))
  assert.equal(await decide(next, at('2026-04-10')), 'lighting')
  await audit('fail', '2026-04-05', '2026-05-01')
  assert.equal(await decide(next, at('2026-05-01')), 'none')
  await agree(next, at('2026-05-02'))
  assert.equal(await decide(next, at('2026-05-02')), 'none')
})

test('days before it was mended say nothing of what runs now, and a failure counts whichever days it is of', async () => {
  await audit('fail', '2026-03-02', '2026-04-01')
  await register([next], at('2026-04-03'))
  await agree(next, at('2026-04-04'))
  await audit('fail', '2026-03-10', '2026-03-20', '2026-04-10')
  assert.equal(await decide(next, at('2026-04-11')), 'lighting', 'the one before failed again')
  await audit('pass', '2026-04-05', '2026-05-01')
  assert.equal(await decide(next, at('2026-05-02')), 'lighting')
  await audit('fail', '2026-04-05', '2026-04-20', '2026-05-10')
  assert.equal(await decide(next, at('2026-05-11')), 'none', 'days that were looked at before')
})

test('other rules mend a decision as other code does, and whoever takes the failed rules back stops it', async () => {
  const rules = async (text: string, now: string) => {
    const bytes = new TextEncoder().encode(text)
    await db.transact(async (tx) => {
      const part = { decision: 'reports.route', bytes, learned: null, now }
      const hash = await keepPart(tx, part)
      await bindPart(tx, { decision: 'reports.route', place: 'rules', hash }, now)
    })
  }
  await rules('lamps of the rich first', at('2026-03-03'))
  await audit('fail', '2026-03-04', '2026-04-01')
  await rules('lamps in turn', at('2026-04-02'))
  assert.equal(await decide(route, at('2026-04-02')), 'none', 'nobody has agreed yet')
  await agree(route, at('2026-04-03'))
  assert.equal(await decide(route, at('2026-04-04')), 'lighting')
  await rules('lamps of the rich first', at('2026-04-05'))
  assert.equal(await decide(route, at('2026-04-05')), 'none')
  assert.equal(await decide(route, at('2026-04-06')), 'none')
  assert.ok((await causes()).every((cause) => cause === 'audit-failed'))
})

test('after an earlier release was started, its decision waits until two have published the entry for it', async () => {
  await register([next], at('2026-03-03'))
  await agree(next, at('2026-03-04'))
  assert.equal(await decide(next, at('2026-03-04')), 'lighting')
  await register([route], at('2026-03-05'))
  assert.equal(await decide(route, at('2026-03-05')), 'none')
  assert.deepEqual(await causes(), ['changed'])
  await agree(route, at('2026-03-06'))
  assert.equal(await decide(route, at('2026-03-06')), 'lighting')
  assert.equal(await decide(next, at('2026-03-06')), 'none', 'what runs is what is in the register')
  await assert.rejects(
    register([{ ...route, law: 'Ordinance 12, art. 9', model: 'patched' }], at('2026-03-07')),
    /Give it the version 4/,
  )
})

test('the days of a trial are those that people are told of', async () => {
  const days = sql`select decisions.trial_days() as days`
  const told = await db.look((tx) => tx.one(days, z.object({ days: z.number() })))
  assert.equal(told?.days, TRIAL_DAYS)
})

test('a decision that an official stopped stays stopped when the city starts again, also in a new version', async () => {
  const reason = 'It sent lamps to the streets.'
  await db.transact((tx) => suspend(tx, { decision: 'reports.route', reason }, clerk()))
  assert.equal(await decide(), 'none')
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
