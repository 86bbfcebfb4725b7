/** What the public record says about memberships: enough to count the members of any day again. */
import { z } from 'zod'
import { entry } from '#core/record'

/** A city was taken over from a list of members; nobody has seen its proofs. */
export const takenIn = entry(
  'endorsements.taken-in',
  z.object({
    city: z.string(),
    name: z.string(),
    state: z.string(),
    source: z.string(),
    since: z.string().optional(),
  }),
)
