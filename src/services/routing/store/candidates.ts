/** Trained classifiers with what they were worth. */
import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { verdicts, type VerdictOn, worseIn, type WorseIn, type Worth as Judged } from '../model.ts'

const rate = z.number().nullable()
const Rates = z.object({
  n: z.number(),
  accuracy: rate,
  macroF1: rate,
  top3: rate,
  sure: rate,
  sureRight: rate,
  coverageAt90: rate,
  calibrationError: rate,
})
const Worth: z.ZodType<Judged> = z.object({
  learned: z.number(),
  calibrated: z.number(),
  from: z.string(),
  to: z.string(),
  all: Rates,
  before: Rates.nullable(),
  groups: z.array(
    z.object({ district: z.string(), n: z.number(), accuracy: z.number(), before: rate }),
  ),
})
const Candidate = z.object({
  hash: z.string(),
  language: z.string(),
  texts: z.number(),
  learned: z.string(),
  evaluation: Worth,
  verdict: z.enum(verdicts),
  worse: z.enum(worseIn).nullable(),
  madeAt: z.string(),
  agreedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** The hash of the test set it was judged by; null for one from before there were sets. */
  testSet: z.string().nullable(),
})
export type Candidate = z.infer<typeof Candidate>

const columns = sql`hash, language, texts, learned, evaluation, verdict, worse, made_at as "madeAt",
  agreed_by as "agreedBy", decided_at as "decidedAt", test_set as "testSet"`

const where = (which: Statement) =>
  sql`select ${columns} from routing.candidate where ${which} order by made_at desc`

/** The newest of all languages. */
export const listCandidates = (tx: Tx, most = 40): Promise<Candidate[]> =>
  tx.many(sql`${where(sql`true`)} limit ${most}`, Candidate)

export const findCandidate = (tx: Tx, hash: string): Promise<Candidate | undefined> =>
  tx.one(where(sql`hash = ${hash}`), Candidate)

/** Holds a candidate until the action is over. */
export const lockCandidate = (tx: Tx, hash: string): Promise<Candidate | undefined> =>
  tx.one(sql`select ${columns} from routing.candidate where hash = ${hash} for update`, Candidate)

/** Whether something was learned from exactly these texts before. */
export async function wasLearned(tx: Tx, language: string, learned: string): Promise<boolean> {
  const found = await tx.one(
    sql`select 1 as n from routing.candidate
      where language = ${language} and learned = ${learned} limit 1`,
    z.object({ n: z.number() }),
  )
  return found !== undefined
}

/** Whether one that was made after this one does not sort any more: somebody took it back. */
export async function laterWasTakenBack(tx: Tx, hash: string): Promise<boolean> {
  const found = await tx.one(
    sql`select 1 as n from routing.candidate later
      join routing.candidate it on it.hash = ${hash} and it.language = later.language
      where later.verdict = 'replaced' and later.made_at > it.made_at limit 1`,
    z.object({ n: z.number() }),
  )
  return found !== undefined
}

/** A new candidate. One that still waits for the same language is replaced. */
export async function addCandidate(
  tx: Tx,
  it: Pick<Candidate, 'hash' | 'language' | 'texts' | 'learned' | 'evaluation' | 'testSet'> & {
    readonly verdict: VerdictOn
    readonly worse: WorseIn | null
    readonly at: string
  },
): Promise<void> {
  const { hash, language, texts, learned, evaluation, testSet, verdict, worse, at } = it
  await tx.run(sql`update routing.candidate set verdict = 'replaced', decided_at = ${at}
    where language = ${language} and verdict = 'waiting' and ${verdict} <> 'refused'`)
  await tx.run(sql`insert into routing.candidate
      (hash, language, texts, learned, evaluation, test_set, verdict, worse, made_at, decided_at)
    values (${hash}, ${language}, ${texts}, ${learned}, ${JSON.stringify(evaluation)}::jsonb,
      ${testSet}, ${verdict}, ${worse}, ${at}, ${verdict === 'waiting' ? null : at})`)
}

/** The first of two officials has agreed. */
export async function setAgreed(tx: Tx, hash: string, by: string): Promise<void> {
  await tx.run(sql`update routing.candidate set agreed_by = ${by} where hash = ${hash}`)
}

/** It sorts reports from now on. */
export async function setPromoted(tx: Tx, hash: string, at: string): Promise<void> {
  await tx.run(sql`update routing.candidate set verdict = 'promoted', decided_at = ${at}
    where hash = ${hash}`)
}

/** It sorts nothing any more; another one may again. */
export async function setReplaced(tx: Tx, hash: string, at: string): Promise<void> {
  await tx.run(sql`update routing.candidate set verdict = 'replaced', decided_at = ${at}
    where hash = ${hash}`)
}
