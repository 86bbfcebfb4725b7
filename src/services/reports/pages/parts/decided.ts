/** What a machine decided about a report: which algorithm, why, how sure, and what else was possible. */
import type { Tx } from '#core/database'
import { listTaken } from '#core/decisions'

/** Decisions about one report on its page at most, the newest first. */
const MOST = 6

/** What a because may hold beside its sentence, however the algorithm spells it. */
const MEANS: Readonly<Record<string, readonly string[]>> = {
  probability: ['probability', 'confidence', 'chance'],
  threshold: ['threshold', 'least'],
  second: ['second', 'runnerUp', 'runner-up', 'runner_up'],
  secondProbability: [
    'secondProbability',
    'runnerUpProbability',
    'second-probability',
    'secondChance',
  ],
  words: ['words', 'counted'],
  rule: ['rule'],
}

/** One decision of a machine, as its subject is told of it (GDPR art. 15(1)(h); AI Act art. 86). */
export interface DecidedByMachine {
  readonly id: string
  readonly decision: string
  readonly version: number
  readonly outcome: string
  readonly at: string
  readonly because: {
    readonly key: string
    readonly values: Readonly<Record<string, string | number>>
  }
  /** It is a rule that is never in doubt: it weighed nothing. */
  readonly fixed: boolean
  /** Between 0 and 1; null where it weighed by something else, such as a likeness, or nothing. */
  readonly probability: number | null
  readonly threshold: number | null
  /** What else was possible, and how likely that was. */
  readonly second: string | null
  readonly secondProbability: number | null
  /** The words that counted, or the rule that fired. */
  readonly words: string | null
  readonly rule: string | null
}

type Values = DecidedByMachine['because']['values']

function valueOf(values: Values, what: string): string | number | undefined {
  const name = (MEANS[what] ?? []).find((one) => values[one] !== undefined && values[one] !== '')
  return name === undefined ? undefined : values[name]
}

/** A share as it is meant: 0.72 stands, 72 was written in percent; anything else is none. */
export function shareIn(value: string | number | undefined): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return null
  if (number <= 1) return number
  return number <= 100 ? number / 100 : null
}

/** What the values of a because say beside its sentence. Whatever is not there is null. */
export function meantBy(
  values: Values,
): Omit<DecidedByMachine, 'id' | 'decision' | 'version' | 'outcome' | 'at' | 'because'> {
  const text = (what: string) => {
    const value = valueOf(values, what)
    return value === undefined ? null : String(value)
  }
  // By instructions alone it weighs how alike the words are: its sentence says so, and no number of it is a probability.
  const alike = values['by'] === 'instructions'
  const share = (what: string) => (alike ? null : shareIn(valueOf(values, what)))
  return {
    fixed: valueOf(values, 'probability') === undefined,
    probability: share('probability'),
    threshold: share('threshold'),
    second: text('second'),
    secondProbability: share('secondProbability'),
    words: text('words'),
    rule: text('rule'),
  }
}

/** The newest decision of each algorithm about a report. */
export async function readDecided(tx: Tx, number: string): Promise<DecidedByMachine[]> {
  const taken = await listTaken(tx, { about: `/reports/${number}`, limit: MOST })
  const newest = taken.filter(
    (one, at) => taken.findIndex(({ decision }) => decision === one.decision) === at,
  )
  return newest.map(({ id, decision, version, outcome, at, because }) => ({
    ...{ id, decision, version, outcome, at, because },
    ...meantBy(because.values),
  }))
}
