/** Several versions of one decision side by side: which one decides, who goes back to it, and what is refused. */
import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import {
  bindPart,
  type Decision,
  decider,
  decision,
  decisionsMigrations,
  goBack,
  keepPart,
  listChosen,
  listTaken,
  listVersions,
  modelHash,
  noteAudit,
  publish,
  readChosen,
  readStanding,
  registerDecisions,
  replayed,
  suspend,
  withdraw,
} from '#core/decisions'
import type { Refusal } from '#core/kernel'
import { listEntries, recordMigrations } from '#core/record'
import { testDatabase } from '#test/database'
import { promise } from '#test/promise'
import { route as plain } from './trial.ts'

const db = await testDatabase([recordMigrations, decisionsMigrations])
after(() => db.close())

interface Facts {
  readonly unit: string
  readonly rule: string | null
}
const because = { key: 'reports.because.unit', values: {} }
const { says, law, contestAt } = plain
const common = { name: 'reports.route', says, law, contestAt, person: 'none', auditDays: 365 }
const second = decision<{ unit: string }, string>({
  ...common,
  version: 2,
  decide: ({ unit }) => ({ outcome: unit, because }),
})
const third = decision<Facts, string>({
  ...common,
  version: 3,
  decide: ({ unit, rule }) => ({ outcome: rule ?? unit, because }),
  earlier: [second],
})
const alone: Decision<Facts> = { ...third, earlier: [] }

const noon = '2026-03-02T12:00:00.000Z'
const later = '2026-03-03T12:00:00.000Z'
const clerk = (now = later) => ({ by: 'role:algorithm-officer', now, service: 'algorithms' })
const facts = { unit: 'lighting', rule: 'harbour' }
const start = (list: readonly Decision<any, any>[], now = noon) =>
  db.transact((tx) => registerDecisions(tx, list, now))

/** What comes out for one case, in a city that started with this release. */
async function decide(one: Decision<any> = third, now = later): Promise<string> {
  const registered = await start([one], now)
  return db.transact((tx) => decider(tx, registered, now)(one, '/reports/R-1', facts))
}
const reason = 'The harbour answered for lamps that are not in it.'
const back = (version = 2, from = 3, now = later) =>
  db.transact((tx) => goBack(tx, { decision: 'reports.route', version, from, reason }, clerk(now)))
const refusedFor = (code: string) => (failure: Refusal) =>
  failure.reasons?.[0]?.code === code || assert.fail(String(failure))
const agree = (one: Decision<any, any>, now = later) => {
  const it = { name: one.name, version: one.version, hash: modelHash(one), auditDays: 365 }
  const more = { kept: true, status: 'operational', revisionOn: '2027-01-01' } as const
  return db.transact((tx) => publish(tx, { ...it, ...more }, clerk(now)))
}
const versions = () => db.look((tx) => listVersions(tx, 'reports.route', later))
const bars = async () => (await versions()).map(({ version, bar }) => [version, bar])
const audit = (verdict: 'pass' | 'fail', until = noon) => {
  const it = { decision: 'reports.route', verdict, at: until, page: '/audits/1' }
  return db.transact((tx) => noteAudit(tx, { ...it, from: '2026-01-01', until }, clerk(until)))
}

beforeEach(async () => {
  await db.script(`alter table record.outbox disable trigger keep_entry; delete from record.outbox;
    delete from decisions.taken; delete from decisions.chosen; delete from decisions.judged;
    delete from decisions.registered; delete from decisions.standing; delete from decisions.bound;
    delete from decisions.passed; delete from decisions.incident;
    alter table record.outbox enable trigger keep_entry`)
  await start([second])
  await start([third], '2026-03-02T13:00:00.000Z')
})

test('one official goes back to the version before, with a public reason, and it decides the very next case', async () => {
  promise('P3.10', 'P3.22')
  assert.equal(await decide(), 'harbour')
  assert.deepEqual(await bars(), [
    [3, 'in-force'],
    [2, null],
  ])
  await back()
  assert.equal(await decide(), 'lighting')
  const [taken] = await db.look((tx) => listTaken(tx))
  assert.deepEqual([taken?.version, taken?.hash], [2, modelHash(second)])
  const [told] = await db.look((tx) => listEntries(tx, { kind: 'algorithm.went-back' }))
  assert.deepEqual(
    [told?.by, told?.body],
    [
      'role:algorithm-officer',
      { decision: 'reports.route', version: 2, from: 3, hash: modelHash(second), reason },
    ],
  )
  const chosen = await db.look((tx) => listChosen(tx, 'reports.route'))
  assert.deepEqual(
    chosen.map(({ version, how, until }) => [version, how, until === null]),
    [
      [2, 'back', true],
      [3, 'shipped', false],
      [2, 'shipped', false],
    ],
  )
})

test('a start of the city brings nothing forward: the earlier version decides until two agree to the later one', async () => {
  promise('P3.22')
  await back()
  assert.equal(await decide(third, '2026-04-01T12:00:00.000Z'), 'lighting')
  await assert.rejects(back(3, 2), refusedFor('decision-back-later'))
  await agree(third)
  assert.equal(await decide(), 'harbour')
})

test('a release that brings a new version goes on with the one people published, where it still holds its code', async () => {
  await start([second])
  await agree(second)
  await start([third])
  assert.equal(await decide(), 'lighting')
  await assert.rejects(back(3, 2), refusedFor('decision-back-later'))
  await agree(third)
  assert.equal(await decide(), 'harbour')
})

test('a release without the version that was gone back to leaves every case to a person, and says why', async () => {
  await back()
  assert.equal(await decide(alone), 'none')
  const [told] = await db.look((tx) => listEntries(tx, { kind: 'algorithm.stopped' }))
  assert.equal(told?.body['cause'], 'not-held')
  await assert.rejects(
    db.script(`insert into decisions.taken (id, decision, version, hash, about, facts, outcome, because, at)
      values ('x', 'reports.route', 3, '${modelHash(third)}', '/reports/R-2', '{}', 'harbour', '{}', '${later}')`),
    /may not be taken now: not-held/,
  )
  assert.equal(await decide(), 'lighting', 'the release with it goes on')
})

test('two officials who go back at once: one does, the other is told to look again', async () => {
  const both = await Promise.allSettled([back(), back()])
  const lost = both.filter((one) => one.status === 'rejected')
  assert.equal(lost.length, 1)
  assert.ok(lost.every(({ reason: why }) => refusedFor('decision-changed-meanwhile')(why)))
  assert.equal((await db.look((tx) => listEntries(tx, { kind: 'algorithm.went-back' }))).length, 1)
  await assert.rejects(back(2, 2), refusedFor('decision-back-in-force'))
})

test('what an audit failed is not gone back to, also when what came after it has passed since', async () => {
  promise('P3.15')
  await start([second])
  await audit('fail')
  await start([third], '2026-03-02T14:00:00.000Z')
  await agree(third, '2026-03-02T14:00:00.000Z')
  assert.equal(await decide(), 'harbour', 'on trial')
  await assert.rejects(back(), refusedFor('decision-back-audit-failed'))
  await db.transact((tx) =>
    noteAudit(
      tx,
      {
        ...{ decision: 'reports.route', verdict: 'pass', page: '/audits/2' },
        ...{ from: '2026-03-02T15:00:00.000Z', until: later, at: later },
      },
      clerk(),
    ),
  )
  assert.equal((await db.look((tx) => readStanding(tx, 'reports.route')))?.auditVerdict, 'pass')
  await assert.rejects(back(), refusedFor('decision-back-audit-failed'))
  await agree(second, '2026-03-03T13:00:00.000Z')
  assert.equal(await decide(third, '2026-03-03T14:00:00.000Z'), 'none', 'two cannot bring it back')
  const hash = await db.transact((tx) =>
    keepPart(tx, {
      ...{ decision: 'reports.route', learned: null, now: later },
      bytes: Buffer.from('other rules'),
    }),
  )
  await db.transact((tx) =>
    bindPart(tx, { decision: 'reports.route', place: 'rules', hash }, later),
  )
  await agree(third, '2026-03-03T15:00:00.000Z')
  assert.deepEqual(await bars(), [
    [3, 'in-force'],
    [2, null],
  ])
})

test('after a failed audit the version before runs on trial, and nobody gains time by going back', async () => {
  await decide()
  await db.script(`update decisions.standing set revision_on = '2029-01-01'`)
  await audit('fail', '2026-03-03T13:00:00.000Z')
  assert.equal(await decide(third, '2026-03-03T14:00:00.000Z'), 'none')
  await back(2, 3, '2026-03-03T15:00:00.000Z')
  assert.equal(await decide(third, '2026-03-03T16:00:00.000Z'), 'lighting')
  const standing = await db.look((tx) => readStanding(tx, 'reports.route'))
  assert.deepEqual([standing?.onTrial, standing?.revisionOn], [true, '2028-03-01'])
})

const stopped = { decision: 'reports.route', reason: 'It has to stop now.' }
for (const [what, way, code] of [
  [
    'was stopped',
    () => db.transact((tx) => suspend(tx, stopped, clerk())),
    'decision-back-stopped',
  ],
  [
    'was given up',
    () => db.transact((tx) => withdraw(tx, stopped, clerk())),
    'decision-back-stopped',
  ],
  ['is not held by the release', () => start([alone]), 'decision-back-not-held'],
  [
    'is past its day of revision',
    () => db.script(`update decisions.standing set revision_on = '2026-03-03'`),
    'decision-back-would-not-run',
  ],
] as const) {
  test(`a decision that ${what} is not gone back with by one official`, async () => {
    await way()
    await assert.rejects(back(), refusedFor(code))
    const chosen = await db.look((tx) => readChosen(tx, 'reports.route'))
    assert.equal(chosen?.version, 3)
  })
}

test('a version that was only ever held, and never decided here, needs two', async () => {
  const fourth = { ...third, version: 4, earlier: [{ ...second, version: 1 }] }
  await start([fourth])
  assert.deepEqual(await bars(), [
    [4, 'in-force'],
    [3, 'not-held'],
    [2, 'not-held'],
    [1, 'never-in-force'],
  ])
  await assert.rejects(back(1, 4), refusedFor('decision-back-never-in-force'))
  await assert.rejects(back(7, 4), refusedFor('decision-back-not-held'))
})

const hand = (version: number, hash: string, how = 'back') => `
  update decisions.chosen set until = '${later}' where until is null;
  insert into decisions.chosen (decision, number, version, hash, how, revision_on, reason, since)
  values ('reports.route', 9, ${version}, '${hash}', '${how}', '2027-01-01', 'by hand', '${later}')`
test('SQL by hand goes back to nothing that was stopped, failed, never decided, or is made of something else', async () => {
  promise('P3.2')
  await assert.rejects(db.script(hand(2, 'f'.repeat(64))), /may not go back/)
  await assert.rejects(db.script(hand(3, modelHash(third))), /may not go back/, 'forward')
  await assert.rejects(db.script(hand(2, modelHash(second), 'shipped')), /check/)
  await db.transact((tx) => suspend(tx, stopped, clerk()))
  await assert.rejects(db.script(hand(2, modelHash(second))), /may not go back/)
  await assert.rejects(
    db.script('update decisions.chosen set version = 2 where until is null'),
    /not changed afterwards/,
  )
  await assert.rejects(
    db.script(`update decisions.chosen set until = null where version = 2`),
    /not changed afterwards/,
  )
})

test('whoever writes only one of the two rows by hand leaves the case to a person', async () => {
  await db.script(`update decisions.standing set version = 2, hash = '${modelHash(second)}'`)
  const registered = new Map([['reports.route', { version: 3, hash: modelHash(third) }]])
  const out = await db.transact((tx) =>
    decider(tx, registered, later)(third, '/reports/R-1', facts),
  )
  assert.equal(out, 'none')
})

test('earlier versions stand under the same name, the newest first, and keep their code', async () => {
  assert.throws(() => decision({ ...third, earlier: [{ ...second, version: 3 }] }), /before 3/)
  assert.throws(() => decision({ ...third, earlier: [{ ...second, name: 'a.b' }] }), /its own name/)
  const changed = { ...second, decide: ({ unit }: Facts) => ({ outcome: `${unit}!`, because }) }
  await assert.rejects(start([{ ...third, earlier: [changed] }]), /has changed.*version 2/s)
})

test('a replay tells what another version would have decided, and says where it cannot', () => {
  assert.equal(replayed(third, 2, facts)?.outcome, 'lighting')
  assert.equal(replayed(third, 3, facts)?.outcome, 'harbour')
  assert.equal(replayed(third, 3, { unit: 'lighting' }), undefined, 'facts of before')
  assert.equal(replayed(third, 1, facts), undefined, 'code of before')
  assert.equal(replayed(third, 2, {}), undefined)
  assert.equal(replayed(third, 2, null), undefined)
})
