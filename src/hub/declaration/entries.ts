/** What the public record says about the declaration. What people write stands in it only as a salted hash. */
import { z } from 'zod'
import { entry } from '#core/record'

export const published = entry(
  'declaration.published',
  z.object({ version: z.string(), language: z.string(), sha256: z.string() }),
)

export const amendmentProposed = entry(
  'declaration.amendment-proposed',
  z.object({
    ...{ amendment: z.number(), about: z.string(), text: z.string() },
    city: z.string().optional(),
  }),
)

export const commented = entry(
  'declaration.commented',
  z.object({ amendment: z.number(), text: z.string(), city: z.string().optional() }),
)

export const commentHidden = entry(
  'declaration.comment-hidden',
  z.object({ amendment: z.number(), reason: z.string() }),
)

export const amendmentDeclined = entry(
  'declaration.amendment-declined',
  z.object({ amendment: z.number(), text: z.string() }),
)

export const amended = entry(
  'declaration.amended',
  z.object({ amendment: z.number(), version: z.string(), principles: z.array(z.string()) }),
)
