/** How long things took, as the store counts it. */
import { z } from 'zod'

/** What the city's reports are told apart by; `all` is everything together. */
export const dimensions = ['all', 'category', 'district', 'channel', 'month'] as const
export type Dimension = (typeof dimensions)[number]

/** How many reports of a kind took how long for something. */
export const CountedTime = z.object({
  by: z.enum(dimensions),
  key: z.string(),
  /** Until the first answer, or until the city was done. */
  measure: z.enum(['answer', 'end']),
  /** In tenths of days. */
  time: z.number(),
  ended: z.boolean(),
  count: z.number(),
})
export type CountedTime = z.infer<typeof CountedTime>
