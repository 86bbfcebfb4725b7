/** Is a district slower, or does it only report other things? Observed beside expected, small areas merged. */
import { type Interval, Z } from './intervals.ts'

/** One finished or late case: where, of which kind, and whether it went as it should. */
export interface Judged {
  readonly area: string
  /** Category, priority and month: what makes cases comparable. */
  readonly kind: string
  readonly well: boolean
}

/** What an area had beside what the whole city would have had with the same kinds of cases. */
export interface ObservedExpected {
  readonly area: string
  readonly n: number
  readonly observed: number
  readonly expected: number
  readonly ratio: number | null
  readonly interval: Interval | null
}

/** Byar's approximation to a Poisson count (Breslow & Day, IARC 82 (1987) §2.3). */
export function byar(observed: number): Interval {
  const low =
    observed === 0 ? 0 : observed * (1 - 1 / (9 * observed) - Z / (3 * Math.sqrt(observed))) ** 3
  const next = observed + 1
  return [Math.max(0, low), next * (1 - 1 / (9 * next) + Z / (3 * Math.sqrt(next))) ** 3]
}

/**
 * Indirect standardisation: how many cases of each area did not go well, by how many would not have at the whole
 * city's rate for the same kinds. Null where nothing was expected.
 */
export function observedExpected(cases: readonly Judged[]): ObservedExpected[] {
  const rates = new Map(
    [...Map.groupBy(cases, ({ kind }) => kind)].map(([kind, members]) => [
      kind,
      members.filter(({ well }) => !well).length / members.length,
    ]),
  )
  return [...Map.groupBy(cases, ({ area }) => area)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([area, members]) => {
      const observed = members.filter(({ well }) => !well).length
      const expected = members.reduce((sum, { kind }) => sum + (rates.get(kind) ?? 0), 0)
      const [low, high] = byar(observed)
      const some = expected > 0
      return {
        ...{ area, n: members.length, observed, expected },
        ratio: some ? observed / expected : null,
        interval: some ? [low / expected, high / expected] : null,
      }
    })
}

/** An area and how many cases it has. */
export interface Sized {
  readonly area: string
  readonly n: number
}

/** How many cases an area needs before anything is said of it. */
export const ENOUGH = 30

/**
 * Merges small areas until each has enough: the smallest joins the smallest of its neighbours, or of all when it has
 * none. Gives for each area the name of the one it is shown with.
 */
export function merged(
  areas: readonly Sized[],
  neighbours: (area: string) => readonly string[] = () => [],
): ReadonlyMap<string, string> {
  const parts = new Map(areas.map(({ area, n }) => [area, { n, members: [area] }]))
  for (let round = areas.length; round > 1 && parts.size > 1; round -= 1) {
    const order = [...parts].toSorted(([a, x], [b, y]) => x.n - y.n || (a < b ? -1 : 1))
    const [smallest] = order
    if (!smallest || smallest[1].n >= ENOUGH) break
    const [name, part] = smallest
    const beside = new Set(part.members.flatMap((member) => neighbours(member)))
    const others = order.filter(([other]) => other !== name)
    const near = others.filter(([, { members }]) => members.some((one) => beside.has(one)))
    const [target] = near.length > 0 ? near : others
    if (!target) break
    parts.delete(name)
    parts.delete(target[0])
    const members = [...target[1].members, ...part.members].toSorted()
    parts.set(members.join(' + '), { n: target[1].n + part.n, members })
  }
  return new Map(
    [...parts].flatMap(([name, { members }]) => members.map((member) => [member, name] as const)),
  )
}
