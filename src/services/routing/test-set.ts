/** The texts that judge every classifier of a language: chosen once, named by hash on the record. */
import { createHash } from 'node:crypto'
import type { Tx } from '#core/database'
import type { Recorder } from '#core/record'
import { sort } from '#services/reports'
import * as entries from './entries.ts'
import type { Worth } from './model.ts'
import { addTestSet, type TestSet } from './store/test-sets.ts'
import type { Trained } from './training.ts'

/** A candidate with what it is worth. */
export type TrainedModel = Extract<Trained, { worth: Worth }>

const sha256 = (of: string) => createHash('sha256').update(of).digest('hex')

/** The latest tenth, kept apart from now on: chosen once, and named by the hash of what it holds. */
function chosen(of: TrainedModel, language: string, now: string): TestSet {
  const reports = of.judge.flatMap(({ number }) => (number === undefined ? [] : [number]))
  const lines = of.judge.map(({ number, text, category }) => [number, sha256(text), category])
  return { hash: sha256(JSON.stringify([language, ...lines])), language, reports, chosenAt: now }
}

/** Begins the test set of a language, where there is none; gives its hash. */
export async function begun(
  tx: Tx,
  record: Recorder,
  { of, set, now }: { of: TrainedModel; set: TestSet | null; now: string },
): Promise<string> {
  if (set) return set.hash
  const { language } = of.model
  const fresh = chosen(of, language, now)
  await addTestSet(tx, fresh)
  const body = { language, hash: fresh.hash, texts: fresh.reports.length }
  await record(entries.testSetChosen, body, { subject: `/algorithms/${sort.name}` })
  return fresh.hash
}
