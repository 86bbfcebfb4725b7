/** What the public record says of the entries of the register, beside what it says of decisions themselves. */
import { entry } from '#core/record'
import { z } from 'zod'

/** An entry says something else from now on; the hash is that of its words. */
export const described = entry(
  'algorithms.described',
  z.object({
    decision: z.string(),
    number: z.int().positive(),
    /** How many fields changed since the version before. */
    changed: z.int(),
    hash: z.string(),
  }),
)

/** People look again at what a version decided: of so many cases, so many went back to them. */
export const lookedAgain = entry(
  'algorithms.looked-again',
  z.object({ decision: z.string(), version: z.int(), cases: z.int(), back: z.int() }),
)
