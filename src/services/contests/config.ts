/** What a city decides about contests (`cities/<city>/contests.json`). */
import { z } from 'zod'

export const contestsConfig = z.object({
  /** Working days in which a contest is answered. */
  days: z.int().min(1).max(22).default(10),
  /** Working days in which what was upheld is put right. */
  remedyDays: z.int().min(1).max(60).default(10),
  /** Working days in which a second look can be asked for after a rejection. */
  againDays: z.int().min(5).max(60).default(20),
  /** The larger part of a cell that is upheld before the algorithm is audited, of how many at least, in how many days. */
  audit: z
    .object({
      share: z.number().min(0.05).max(0.95).default(0.3),
      least: z.int().min(3).max(100).default(5),
      days: z.int().min(30).max(365).default(90),
    })
    .default({ share: 0.3, least: 5, days: 90 }),
  /** Months after the end in which the words are still kept. */
  wordsMonths: z.int().min(1).max(60).default(24),
  /** Where one can go when the city has said its last word, by language. */
  outside: z.record(z.string(), z.string().max(400)).default({}),
})
export type ContestsConfig = z.infer<typeof contestsConfig>

const checked = new WeakMap<object, ContestsConfig>()

/** The choices of this city. */
export function contestsOf(city: {
  readonly config: Readonly<Record<string, unknown>>
}): ContestsConfig {
  const mine = checked.get(city.config) ?? contestsConfig.parse(city.config['contests'] ?? {})
  checked.set(city.config, mine)
  return mine
}
