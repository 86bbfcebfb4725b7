import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  bindPart,
  boundParts,
  decider,
  decision,
  decisionsMigrations,
  keepPart,
  listTaken,
  partReader,
  registerDecisions,
} from '#core/decisions'
import { Refusal } from '#core/kernel'
import { recordMigrations } from '#core/record'
import { testDatabase } from '#test/database'

const db = await testDatabase([recordMigrations, decisionsMigrations])
after(() => db.close())

const noon = '2026-03-02T12:00:00.000Z'
const later = '2026-03-02T13:00:00.000Z'
const learned = 'ab'.repeat(32)
const name = 'reports.sort'

interface Facts {
  readonly category: string
  readonly model: string | null
}
const sort = decision<Facts, string>({
  name,
  version: 1,
  says: 'A text is sorted.',
  law: 'Ordinance 12, art. 9',
  contestAt: '/contest',
  parts: ({ model }) => (model === null ? [] : [{ place: 'model-en', hash: model }]),
  decide: ({ category }) => ({
    outcome: category,
    because: { key: 'reports.because.sorted', values: { category } },
  }),
})
const put = (text: string, now = noon) =>
  db.transact(async (tx) => {
    const part = { decision: name, bytes: Buffer.from(text), learned, now }
    const hash = await keepPart(tx, part)
    await bindPart(tx, { decision: name, place: 'model-en', hash }, now)
    return hash
  })
const decide = (facts: Facts) =>
  db.transact(async (tx) => {
    const registered = await registerDecisions(tx, [sort], noon)
    return decider(tx, registered, noon)(sort, '/reports/R-1', facts)
  })
const hashes = async () => (await db.look((tx) => listTaken(tx))).map(({ hash }) => hash)
const reader = () => partReader((bytes) => Buffer.from(bytes).toString())

test('a decision names the code, the classifier and what it was learned from, also after a promotion', async () => {
  await decide({ category: 'flood', model: null })
  const first = await put('first')
  await decide({ category: 'flood', model: first })
  const second = await put('second', later)
  await decide({ category: 'flood', model: second })
  assert.equal(new Set(await hashes()).size, 3)
  const [bound] = await db.look((tx) => boundParts(tx, name))
  assert.deepEqual(bound, { place: 'model-en', hash: second, learned, since: later })
})

test('a classifier that is not the promoted one decides nothing', async () => {
  const before = await put('before', '2026-03-02T14:00:00.000Z')
  await put('now', '2026-03-02T15:00:00.000Z')
  await assert.rejects(
    decide({ category: 'flood', model: before }),
    (failure) => failure instanceof Refusal && failure.reasons[0]?.code === 'decision-changed',
  )
})

test('bytes that are not those of the registered hash are found broken, and the database refuses them', async () => {
  const hash = await put('good', '2026-03-02T16:00:00.000Z')
  const stands = () => db.look((tx) => reader()(tx, name, 'model-en'))
  assert.deepEqual(await stands(), { is: 'bound', hash, part: 'good' })
  const forge = `update decisions.part set bytes = 'forged' where hash = '${hash}'`
  await assert.rejects(db.script(forge), /part_check|violates check/)
  await db.script(`alter table decisions.part drop constraint part_check; ${forge}`)
  assert.deepEqual(await stands(), { is: 'broken', hash })
})

test('without a promoted classifier there is none, and one nobody can read is broken', async () => {
  const none = await db.look((tx) => reader()(tx, name, 'model-es'))
  assert.deepEqual(none, { is: 'none' })
  const unreadable = partReader(() => {
    throw new Error('cut off')
  })
  await put('whole', '2026-03-02T17:00:00.000Z')
  assert.equal((await db.look((tx) => unreadable(tx, name, 'model-en'))).is, 'broken')
})

test('of two who put something in force at one moment, the second is refused, and nothing of it stays', async () => {
  const moment = '2026-03-02T18:00:00.000Z'
  const hash = await put('one', moment)
  await assert.rejects(
    put('other', moment),
    (failure) =>
      failure instanceof Refusal && failure.reasons[0]?.code === 'part-changed-meanwhile',
  )
  const bound = await db.look((tx) => boundParts(tx, name))
  assert.deepEqual(
    bound.map((one) => one.hash),
    [hash],
  )
})
