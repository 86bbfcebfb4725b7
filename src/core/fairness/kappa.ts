/** Do two people who look independently agree more than by chance? */
import { type Interval, Z } from './intervals.ts'

/** What two people said of the same thing. */
export type Pair = readonly [one: string, other: string]

/** Agreement beyond chance; κ is null when both always say the same word, where it has no meaning. */
export interface Agreement {
  readonly n: number
  readonly agreed: number
  readonly kappa: number | null
  readonly interval: Interval | null
}

/** Cohen, Educational and Psychological Measurement 20 (1960) 37–46, with its large-sample interval. */
export function cohenKappa(pairs: readonly Pair[]): Agreement {
  const n = pairs.length
  const agreed = pairs.filter(([one, other]) => one === other).length
  const ones = Map.groupBy(pairs, ([one]) => one)
  const others = Map.groupBy(pairs, ([, other]) => other)
  const chance = [...ones].reduce(
    (sum, [word, said]) => sum + (said.length / n) * ((others.get(word)?.length ?? 0) / n),
    0,
  )
  if (n === 0 || chance >= 1) return { n, agreed, kappa: null, interval: null }
  const seen = agreed / n
  const kappa = (seen - chance) / (1 - chance)
  const half = Z * Math.sqrt((seen * (1 - seen)) / (n * (1 - chance) ** 2))
  return { n, agreed, kappa, interval: [Math.max(-1, kappa - half), Math.min(1, kappa + half)] }
}
