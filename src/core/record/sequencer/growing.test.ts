/** Whatever the city does and however often it is stopped: what was proved once stays proved. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { type Database, sql } from '#core/database'
import { testDatabase } from '#test/database'
import { z } from 'zod'
import {
  checkProof,
  isConsistent,
  keyText,
  parsePolicy,
  proofFrom,
  proofText,
  readConsistency,
  readEntryAt,
  readInclusion,
  type Tree,
} from '../log/index.ts'
import { recordMigrations } from '../migrations.ts'
import { LogStopped, type Moment, type Sequencer } from './index.ts'
import { act, compared, trialLog } from './trial.ts'

let db: Database
let log: ReturnType<typeof trialLog>
beforeEach(async () => {
  db = await testDatabase([recordMigrations])
})
afterEach(() => db.close())

const moments = [
  'opened',
  'placed',
  'written',
  'integrated',
  'signed',
  'kept',
  'published',
] as const

/** What happens to a city: acts, rounds of the log, a new process, a process that is stopped half way. */
type Event =
  | { readonly is: 'acts'; readonly count: number }
  | { readonly is: 'round' | 'restart' }
  | { readonly is: 'stopped'; readonly at: Moment }

const events: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ is: fc.constant('acts'), count: fc.integer({ min: 1, max: 300 }) }),
    },
    { weight: 4, arbitrary: fc.record({ is: fc.constant('round') }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('restart') }) },
    {
      weight: 2,
      arbitrary: fc.record({ is: fc.constant('stopped'), at: fc.constantFrom(...moments) }),
    },
  ),
  { minLength: 3, maxLength: 14 },
)

/** What somebody took home at one time. */
interface Taken {
  readonly tree: Tree
  readonly file: string
  readonly index: number
}

async function take(seed: number): Promise<Taken | undefined> {
  const signed = log.keys.signed()
  if (!signed || signed.checkpoint.size === 0) return undefined
  const { size } = signed.checkpoint
  const index = seed % size
  const { read } = log.shelf
  const entry = await readEntryAt(read, index, size)
  const path = await readInclusion(read, index, size)
  const file = proofText({ extra: { entry }, index, path, checkpoint: signed.note })
  return { tree: signed.checkpoint, file, index }
}

async function stillHolds(taken: readonly Taken[]): Promise<void> {
  const [key] = log.keys.log
  const policy = parsePolicy(`log ${key ? keyText(key) : ''}\nquorum none\n`)
  const now = log.keys.signed()
  assert.ok(now)
  const { checkpoint, note } = now
  for (const { tree, file, index } of taken) {
    const old = proofFrom(file)
    assert.ok(old)
    const proven = checkProof(old, policy)
    // The same entry is proved again in the tree of today.
    const path = await readInclusion(log.shelf.read, index, checkpoint.size)
    const again = { extra: { entry: proven.entry }, index, path, checkpoint: note }
    assert.equal(checkProof(again, policy).index, index)
    const growth = await readConsistency(log.shelf.read, tree.size, checkpoint.size)
    assert.ok(isConsistent(tree, checkpoint, growth), `${tree.size} to ${checkpoint.size}`)
  }
}

async function round(sequencer: Sequencer): Promise<void> {
  await sequencer.step().catch((failure: unknown) => {
    if (!(failure instanceof LogStopped)) throw failure
  })
}

/** Lets it happen; gives the sequencer that runs afterwards. */
async function happen(event: Event, sequencer: Sequencer): Promise<Sequencer> {
  if (event.is === 'acts') await act(db, event.count)
  if (event.is === 'round') await round(sequencer)
  if (event.is === 'stopped') {
    const after = (moment: Moment) => {
      if (moment === event.at) throw new Error('stopped')
    }
    await log
      .sequencer(db, { after })
      .step()
      .catch(() => undefined)
  }
  return event.is === 'restart' ? log.sequencer(db) : sequencer
}

/** A new record in the same database. */
const emptied = () =>
  db.script(`alter table record.outbox disable trigger keep_entry;
    delete from record.outbox; delete from record.key; delete from record.checkpoint;
    alter table record.outbox enable trigger keep_entry`)

test('after any acts, rounds, restarts and breakdowns every proof that was ever taken home stays true', async () => {
  await fc.assert(
    fc.asyncProperty(events, fc.nat(), async (course, seed) => {
      await emptied()
      log = trialLog()
      try {
        const taken: Taken[] = []
        let sequencer = log.sequencer(db)
        for (const [n, event] of [...course, { is: 'acts', count: 1 } as const].entries()) {
          sequencer = await happen(event, sequencer)
          const one = await take(seed + n * 7919)
          if (one) taken.push(one)
        }
        sequencer = log.sequencer(db)
        for (let n = 0; n < 2; n += 1) await sequencer.step()
        const count = await compared(db, log)
        const Count = z.object({ n: z.number() })
        const all = await db.look((tx) =>
          tx.one(sql`select count(*) as n from record.outbox`, Count),
        )
        assert.equal(count, all?.n)
        await stillHolds(taken)
      } finally {
        log.drop()
      }
    }),
    { numRuns: 8 },
  )
})
