/** What the public record says about lists: acts of moderation and numbers, never a person and never words. */
import { z } from 'zod'
import { entry } from '#core/record'

export const opened = entry('lists.opened', z.object({ list: z.string(), kind: z.string() }))

export const judged = entry(
  'lists.judged',
  z.object({ list: z.string(), message: z.string(), verdict: z.string() }),
)

export const redacted = entry('lists.redacted', z.object({ list: z.string(), message: z.string() }))

export const promoted = entry(
  'lists.promoted',
  z.object({ list: z.string(), message: z.string(), practice: z.number(), city: z.string() }),
)

export const imported = entry(
  'lists.imported',
  z.object({ list: z.string(), messages: z.number(), file: z.string() }),
)

export const counted = entry(
  'lists.counted',
  z.object({ list: z.string(), subscribers: z.number(), messages: z.number(), held: z.number() }),
)
