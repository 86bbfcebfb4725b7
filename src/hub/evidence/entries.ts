/** What the public record says about evidence: codes, hashes and dates. What people write is only sealed. */
import { z } from 'zod'
import { entry } from '#core/record'
import { items, levels, values, voices } from './model.ts'

const city = z.string()
const item = z.enum(items).meta({ words: 'evidence.item' })
const number = z.number()

/** What changed for a city since the last time, and the document it was found in. */
export const recorded = entry(
  'evidence.recorded',
  z.object({
    city,
    document: z.string(),
    checker: z.string(),
    changed: z.array(z.object({ item, value: z.enum(values), level: z.enum(levels) })),
    first: z.boolean(),
  }),
)
/** A city is asked for its documents from now on, or no longer. */
export const watched = entry(
  'evidence.watched',
  z.object({ city, domain: z.string(), asking: z.boolean() }),
)
export const contradicted = entry(
  'evidence.contradicted',
  z.object({ number, city, item, text: z.string(), due: z.string() }),
)
export const answered = entry(
  'evidence.answered',
  z.object({
    number,
    city,
    by: z.enum(['city', 'secretariat']),
    text: z.string(),
    late: z.boolean(),
  }),
)
export const hidden = entry('evidence.hidden', z.object({ number, reason: z.string() }))

/** Somebody looked and confirms: an official of another city, or an independent reviewer. */
export const confirmed = entry(
  'evidence.confirmed',
  z.object({
    ...{ number, city, item, facts: z.string() },
    voice: z.enum(voices).meta({ words: 'evidence.voice' }),
    from: z.string().optional(),
    text: z.string(),
  }),
)
export const takenBack = entry('evidence.taken-back', z.object({ number, city, item }))
