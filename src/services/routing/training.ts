/**
 * From confirmed reports to a candidate, and whether it may take over: learned from the past, calibrated on the nearer
 * past, judged on a fixed set of texts nobody learned from, beside what sorts now on the very same texts. Pure.
 */
import {
  calibrating,
  classifier,
  evaluated,
  type Judgement,
  type Language,
  learning,
  type Model,
  splitByTime,
} from '#core/classifier'
import { atOnce, mapped, type Pieces } from '#core/kernel'
import type { Group, Rates, WorseIn, Worth } from './model.ts'

/** A text without personal data, with the category a person stood behind. */
export interface Confirmation {
  /** The number of its report; absent where it comes from a table. */
  readonly number?: string
  readonly text: string
  readonly category: string
  readonly district: string | null
  readonly at: string
}

/** A way of sorting: the best first, and whether it needs nobody. */
export type Way = (text: string) => Omit<Judgement, 'right'>

/** Why nothing was trained: too few different texts, or all of them about one thing. */
export type NotTrained = 'too-few' | 'one-category'

/** A candidate, or why there is none. */
export type Trained =
  | {
      readonly model: Model
      readonly worth: Worth
      readonly worse: WorseIn | null
      /** By what it was judged. */
      readonly judge: readonly Confirmation[]
    }
  | { readonly model: null; readonly texts: number; readonly because: NotTrained }

/** Fewer confirmed texts than this teach nothing that can be judged. */
export const FEWEST_TEXTS = 200
/** A district is judged by itself from so many texts on. */
const FEWEST_IN_GROUP = 20

/** A classifier as a way of sorting. */
export function wayOf(model: Model): Way {
  const ready = classifier(model)
  return (text) => {
    const { likely, sure } = ready.sorted(text)
    return { likely, sure }
  }
}

const judged = (texts: readonly Confirmation[], way: Way): Pieces<Judgement[]> =>
  mapped(texts, ({ text, category }) => ({ ...way(text), right: category }))

const isRight = ({ likely, right }: Judgement) => likely[0]?.category === right
const accuracyOf = (of: readonly Judgement[]) => of.filter(isRight).length / of.length

function groupsOf(
  texts: readonly Confirmation[],
  now: readonly Judgement[],
  before: readonly Judgement[] | null,
): Group[] {
  const places = Map.groupBy(texts.keys(), (at) => texts[at]?.district ?? '')
  return [...places]
    .filter(([district, at]) => district !== '' && at.length >= FEWEST_IN_GROUP)
    .map(([district, places]) => {
      const inside = new Set(places)
      const these = (all: readonly Judgement[]) => all.filter((_, at) => inside.has(at))
      const was = before && accuracyOf(these(before))
      return { district, n: places.length, accuracy: accuracyOf(these(now)), before: was }
    })
    .toSorted((a, b) => (a.district < b.district ? -1 : 1))
}

/** What a way of sorting does on texts it never learned from, in all and by district. */
export function* judgedBy(
  confirmed: readonly Confirmation[],
  way: Way,
): Pieces<{ readonly all: Rates; readonly groups: readonly Group[] }> {
  const texts = once(confirmed)
  const now = yield* judged(texts, way)
  return { all: evaluated(now), groups: groupsOf(texts, now, null) }
}

/** How far the part that is sorted rightly without a person may fall: by one text in a hundred. */
const FALLS = 0.01

/** The part that is sorted without a person, and rightly. */
const aloneRightly = ({ sure, sureRight }: Rates) => (sure ?? 0) * (sureRight ?? 0)

/** In what it is worse than what sorts now; null: in nothing that was asked. */
export function worseOf({ all, before, groups }: Worth): WorseIn | null {
  if (!before) return null
  if ((all.accuracy ?? 0) < (before.accuracy ?? 0)) return 'accuracy'
  if ((all.macroF1 ?? 0) < (before.macroF1 ?? 0)) return 'macro-f1'
  // One that is never sure is always right, and gives everybody's reports to people.
  if (aloneRightly(all) < aloneRightly(before) - FALLS) return 'alone'
  const worse = groups.some((one) => one.before !== null && one.accuracy < one.before)
  return worse ? 'district' : null
}

interface Parts {
  readonly learn: readonly Confirmation[]
  readonly calibrate: readonly Confirmation[]
  readonly judge: readonly Confirmation[]
}

const CALIBRATE = 8 / 9

/**
 * What to learn from, to calibrate with and to judge by. Where a test set is fixed, its reports judge, and nothing is
 * learned from them nor from a text that says the same; else the latest tenth judges.
 */
export function partsOf(
  confirmed: readonly Confirmation[],
  fixed: ReadonlySet<string> | null,
): Parts {
  if (fixed === null) return splitByTime(once(confirmed))
  const judge = once(confirmed.filter(({ number }) => fixed.has(number ?? '')))
  const said = new Set(judge.map(({ text }) => text))
  const rest = once(confirmed.filter(({ text }) => !said.has(text)))
  const sorted = rest.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const until = Math.floor(sorted.length * CALIBRATE)
  return { learn: sorted.slice(0, until), calibrate: sorted.slice(until), judge }
}

/** Texts that say the same are one: a form letter would be learned and judged at once. */
function once(texts: readonly Confirmation[]): Confirmation[] {
  return [...new Map(texts.map((one) => [one.text, one])).values()]
}

/** How a candidate is trained. */
export interface Teaching {
  readonly language: Language
  readonly salt: string
  readonly before: Way | null
  /** Fewer than usual, where nothing will be promoted. */
  readonly fewest?: number
  /** Numbers of the reports of the test set; absent: the latest tenth judges. */
  readonly fixed?: ReadonlySet<string> | null
}

/** Trains a candidate of one language and judges it. The same texts and salt give the same file. */
export function* training(confirmed: readonly Confirmation[], of: Teaching): Pieces<Trained> {
  const texts = once(confirmed)
  const { learn, calibrate, judge } = partsOf(confirmed, of.fixed ?? null)
  const categories = new Set(learn.map(({ category }) => category))
  if (texts.length < (of.fewest ?? FEWEST_TEXTS) || judge.length === 0) {
    return { model: null, texts: texts.length, because: 'too-few' }
  }
  if (categories.size < 2) return { model: null, texts: texts.length, because: 'one-category' }
  const { language, salt } = of
  const raw = yield* learning(learn, { language, salt })
  const model = yield* calibrating(raw, calibrate)
  const now = yield* judged(judge, wayOf(model))
  const before = of.before && (yield* judged(judge, of.before))
  const worth: Worth = {
    learned: learn.length,
    calibrated: calibrate.length,
    from: judge[0]?.at ?? '',
    to: judge.at(-1)?.at ?? '',
    all: evaluated(now),
    before: before && evaluated(before),
    groups: groupsOf(judge, now, before),
  }
  return { model, worth, worse: worseOf(worth), judge }
}

/** Trains without stopping. */
export const trained = (confirmed: readonly Confirmation[], of: Teaching): Trained =>
  atOnce(training(confirmed, of))
