/** What other code, rules or classifiers would have made of reports that were decided (R10). */
import { createHash } from 'node:crypto'
import type { CityFacts } from '#core/actions'
import { LANGUAGES } from '#core/classifier'
import type { Tx } from '#core/database'
import { type Decided, readChosen, readPart, replayed } from '#core/decisions'
import type { Json } from '#core/kernel'
import { route, sort } from './decisions.ts'
import { RULES, routingBy } from './routing.ts'
import { classifierFrom, modelPlace, sortingBy, withoutPersonal } from './sorting.ts'
import { listOpenGiven, type Reread, rereadReports } from './store/routed.ts'

/** By what it is decided again: an earlier version of the code, or a part that was in force before. */
export type ReplayBy =
  | { readonly version: number }
  | { readonly place: string; readonly hash: string }

/** One case: what was decided, and what would have been; null where what it takes is no longer there. */
export interface ReplayedCase {
  readonly id: string
  readonly about: string
  readonly at: string
  readonly outcome: string
  readonly other: string | null
}

type Again = (one: Decided, report: Reread | undefined) => string | null

const REPORT = /^\/reports\/R-(\d+)$/
const numberIn = (about: string) => Number(REPORT.exec(about)?.[1] ?? 0)

function factOf(facts: Json, name: string): Json | undefined {
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return undefined
  return Object.entries(facts).find(([key]) => key === name)?.[1]
}

/** The report as it was decided about; corrected or hidden since, it is another case. */
function sameAs(one: Decided, report: Reread | undefined): Reread | undefined {
  return report && (report.changedAt === null || report.changedAt <= one.at) ? report : undefined
}

const byVersion =
  (decision: typeof route | typeof sort, version: number): Again =>
  ({ facts }) => {
    const verdict =
      decision.name === route.name
        ? replayed(route, version, facts)
        : replayed(sort, version, facts)
    return verdict?.outcome ?? null
  }

/** By which code a part decides again, and for which city: the version in force. */
interface InForce {
  readonly city: CityFacts
  readonly version: number
}

function byRules({ city, version }: InForce, hash: string, bytes: Uint8Array): Again {
  const standing = { is: 'bound', hash, part: Buffer.from(bytes).toString('utf8') } as const
  return (one, found) => {
    const report = sameAs(one, found)
    if (!report || factOf(one.facts, 'category') !== report.category) return null
    return replayed(route, version, routingBy(city, report, standing))?.outcome ?? null
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function byClassifier(
  { city, version }: InForce,
  { place, hash }: { place: string; hash: string },
) {
  return (bytes: Uint8Array): Again => {
    const standing = { is: 'bound', hash, part: classifierFrom(bytes) } as const
    return (one, found) => {
      const language = LANGUAGES.find((each) => each === factOf(one.facts, 'language'))
      // Another language is sorted by another classifier: nothing would be different.
      if (!language || modelPlace(language) !== place) return one.outcome
      const text = withoutPersonal(found?.text ?? '')
      if (sha256(text) !== factOf(one.facts, 'text')) return null
      const again = sortingBy(city, { text, language }, standing)
      return replayed(sort, version, again)?.outcome ?? null
    }
  }
}

async function againBy(
  { tx, city }: { readonly tx: Tx; readonly city: CityFacts },
  name: string,
  by: ReplayBy,
): Promise<Again | undefined> {
  const decision = [route, sort].find((one) => one.name === name)
  if (!decision) return undefined
  if ('version' in by) return byVersion(decision, by.version)
  const bytes = await readPart(tx, by.hash)
  const version = (await readChosen(tx, name))?.version
  if (!bytes || version === undefined) return undefined
  return name === route.name && by.place === RULES
    ? byRules({ city, version }, by.hash, bytes)
    : byClassifier({ city, version }, by)(bytes)
}

/** These cases, decided again by something else. Nothing is kept; undefined where nothing can be replayed. */
export async function replayReports(
  work: { readonly tx: Tx; readonly city: CityFacts },
  it: { readonly name: string; readonly decided: readonly Decided[] },
  by: ReplayBy,
): Promise<ReplayedCase[] | undefined> {
  const again = await againBy(work, it.name, by)
  if (!again) return undefined
  const numbers = it.decided.map(({ about }) => numberIn(about))
  const found = new Map((await rereadReports(work.tx, numbers)).map((one) => [one.number, one]))
  return it.decided.map((one) => {
    const { id, about, at, outcome } = one
    const other = again(one, found.get(`R-${numberIn(about)}`))
    return { id, about, at, outcome, other }
  })
}

/** Of these cases, the reports that are open and stand with the unit a machine chose: by no later decision. */
export function openGiven(
  tx: Tx,
  name: string,
  cases: readonly { readonly id: string; readonly about: string }[],
): Promise<string[]> {
  const numbers = cases.map(({ about }) => numberIn(about))
  return listOpenGiven(tx, numbers, name === route.name ? cases.map(({ id }) => id) : null)
}
