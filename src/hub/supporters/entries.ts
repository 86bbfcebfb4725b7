/** What the public record says about requests: numbers of a day, never a single one. */
import { z } from 'zod'
import { entry } from '#core/record'

export const counted = entry(
  'supporters.counted',
  z.object({ city: z.string(), supporters: z.number() }),
)

export const answered = entry('supporters.answered', z.object({ city: z.string(), on: z.string() }))
