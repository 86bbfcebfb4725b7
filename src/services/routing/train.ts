/** Training over a whole city: by the nightly job and on the command line. */
import type { CityFacts } from '#core/actions'
import { hashOf, type Language, languageOf, LANGUAGES, packed } from '#core/classifier'
import type { Database, Tx } from '#core/database'
import { bindPart, keepPart } from '#core/decisions'
import { inTurns, mapped, newSecret, type Pieces } from '#core/kernel'
import { type Recorder, recorder } from '#core/record'
import {
  classifierInForce,
  COLD,
  confirmedReports,
  modelPlace,
  rankedByInstructions,
  reportsOf,
  sort,
  withoutPersonal,
} from '#services/reports'
import * as entries from './entries.ts'
import type { Group, Rates, VerdictOn, Worth } from './model.ts'
import * as store from './store/candidates.ts'
import { judgedBySet, readTestSet, type TestSet } from './store/test-sets.ts'
import { begun, type TrainedModel } from './test-set.ts'
import {
  type Confirmation,
  judgedBy,
  type NotTrained,
  training,
  type Way,
  wayOf,
} from './training.ts'

/** Confirmed reports that are learned from, the newest of them. */
const MOST = 100_000
/** Of these the instructions alone are judged on the newest: they learn from none, and cost more than a classifier. */
const INSTRUCTED = 1000

/** What came of one language. */
export interface Outcome {
  readonly language: string
  readonly texts: number
  readonly verdict: VerdictOn | NotTrained | 'nothing-new'
  readonly hash: string | null
  readonly worth: Worth | null
  /** What the instructions alone do on the newest of these texts, which they never learned from. */
  readonly instructions: { readonly all: Rates; readonly groups: readonly Group[] } | null
}

/** A city that trains. */
export interface School {
  readonly db: Pick<Database, 'look' | 'transact'>
  readonly city: Pick<CityFacts, 'config'>
  readonly now: string
}

/** Confirmed texts by the language they are written in, without what could name somebody. */
function* byLanguage(
  confirmed: readonly (Confirmation & { readonly language: string })[],
): Pieces<ReadonlyMap<Language, readonly Confirmation[]>> {
  const cleaned = yield* mapped(confirmed, ({ language: spoken, ...one }) => {
    const text = withoutPersonal(one.text)
    const own = LANGUAGES.find((each) => each === spoken)
    const language = languageOf(text, own ? [own, ...LANGUAGES] : LANGUAGES)
    return { ...one, text, language }
  })
  return Map.groupBy(cleaned, ({ language }) => language)
}

/** What sorts a language now: the classifier in force, else the instructions, else nothing. */
async function nowOf(tx: Tx, { city }: Pick<School, 'city'>, language: Language): Promise<Now> {
  const standing = await classifierInForce(tx, language)
  const set = (await readTestSet(tx, language)) ?? null
  if (standing.is === 'bound') {
    const { model } = standing.part
    const same = set !== null && (await judgedBySet(tx, standing.hash)) === set.hash
    const { hash } = standing
    return {
      before: wayOf(model),
      salt: model.salt,
      compares: same ? hash : null,
      first: false,
      set,
    }
  }
  return { before: instructionsWay(city, language), salt: null, compares: null, first: true, set }
}

interface Now {
  readonly before: Way | null
  readonly salt: string | null
  /** The hash of what sorts now, if it was judged by the same test set: then a candidate may take over where it is no worse. */
  readonly compares: string | null
  readonly first: boolean
  readonly set: TestSet | null
}

/** The instructions as a way of sorting, as sure as the decision asks them to be. */
function instructionsWay(city: School['city'], language: Language): Way | null {
  const rank = rankedByInstructions(city, language)
  return (
    rank &&
    ((text) => {
      const ranked = rank(text)
      const [first, second] = ranked.map(({ score }) => score)
      const lead = (first ?? 0) - (second ?? 0)
      const likely = ranked.map(({ name, score }) => ({
        category: name,
        probability: Math.min(1, score),
      }))
      return { likely, sure: (first ?? 0) >= COLD.least && lead >= COLD.lead }
    })
  )
}

/** Binds a kept classifier to the decision, and says so on the public record. */
export async function promote(
  tx: Tx,
  record: Recorder,
  { candidate, way, now }: { candidate: Kept; way: 'officials' | 'not-worse'; now: string },
): Promise<void> {
  const { hash, language, learned, texts, evaluation } = candidate
  await bindPart(tx, { decision: sort.name, place: modelPlace(language), hash }, now)
  const right = Math.floor(100 * (evaluation.all.accuracy ?? 0))
  const body = { language, hash, learned, texts, right, way }
  await record(entries.promoted, body, { subject: `/routing/models/${hash}` })
}

type Kept = Pick<store.Candidate, 'hash' | 'language' | 'learned' | 'texts' | 'evaluation'>

/** Whether what the candidate was compared with still sorts, and not because a later one was taken back. */
async function stillStands(tx: Tx, language: Language, hash: string): Promise<boolean> {
  const standing = await classifierInForce(tx, language)
  const same = standing.is === 'bound' && standing.hash === hash
  return same && !(await store.laterWasTakenBack(tx, hash))
}

/**
 * Keeps what was trained: refused where it is worse, promoted where it is not; it waits for two officials where it is
 * the first of its language, was judged by another test set than what sorts now, or where a person changed meanwhile
 * what sorts: nothing comes back by night that an official took back by day.
 */
async function keep(
  { db, now }: School,
  { of, compares, first, set }: Pick<Now, 'compares' | 'first' | 'set'> & { of: TrainedModel },
): Promise<Omit<Outcome, 'instructions'>> {
  const { model, worth } = of
  const worse = compares !== null || first ? of.worse : null
  const { language } = model
  const bytes = packed(model)
  const { texts, sha256 } = model.learned
  const hash = hashOf(bytes)
  const kept = { hash, language, texts, learned: sha256, evaluation: worth }
  return db.transact(async (tx) => {
    const done = { language, texts, hash, worth }
    if (await store.wasLearned(tx, language, sha256)) return { ...done, verdict: 'nothing-new' }
    const record = recorder(tx, { by: 'operator', now, service: 'routing' })
    const mayTakeOver = compares !== null && (await stillStands(tx, language, compares))
    const verdict: VerdictOn = worse ? 'refused' : mayTakeOver ? 'promoted' : 'waiting'
    const testSet = await begun(tx, record, { of, set, now })
    await store.addCandidate(tx, { ...kept, testSet, verdict, worse, at: now })
    const subject = `/routing/models/${hash}`
    if (worse) await record(entries.refused, { language, hash, worse }, { subject })
    else await keepPart(tx, { decision: sort.name, bytes, learned: sha256, now })
    if (verdict === 'promoted') {
      await promote(tx, record, { candidate: kept, way: 'not-worse', now })
    }
    return { ...done, verdict }
  })
}

/** Trains every language with enough confirmed reports, and says what came of each. Meanwhile everybody is answered. */
export async function trainAll(school: School): Promise<Outcome[]> {
  const { db, city } = school
  const open = reportsOf(city).categories.filter((one) => one.active && !one.unsorted)
  const codes = new Set(open.map(({ code }) => code))
  const confirmed = await db.look((tx) => confirmedReports(tx, MOST))
  const usable = confirmed.filter(({ category }) => codes.has(category))
  const done: Outcome[] = []
  for (const [language, texts] of await inTurns(byLanguage(usable))) {
    const { before, salt, ...now } = await db.look((tx) => nowOf(tx, school, language))
    const { set } = now
    const way = instructionsWay(city, language)
    const instructions = way && (await inTurns(judgedBy(texts.slice(-INSTRUCTED), way)))
    const fixed = set && new Set(set.reports)
    const of = await inTurns(
      training(texts, { language, salt: salt ?? newSecret(), before, fixed }),
    )
    if (of.model) done.push({ ...(await keep(school, { of, ...now })), instructions })
    else {
      const none = { verdict: of.because, hash: null, worth: null } as const
      done.push({ language, texts: of.texts, ...none, instructions })
    }
  }
  return done.toSorted((a, b) => (a.language < b.language ? -1 : 1))
}
