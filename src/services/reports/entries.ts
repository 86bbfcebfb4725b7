/** What the public record says about reports: codes and sealed hashes, never a person or a text. */
import { z } from 'zod'
import { entry } from '#core/record'
import { hidingReasons, states } from './model.ts'

const number = z.string()
const state = z.enum(states)
/** SHA-256 of a secret salt and the text: proves later what was said, tells nothing now. */
const seal = z.string()

export const received = entry(
  'reports.received',
  z.object({ number, category: z.string(), district: z.string(), unit: z.string(), text: seal }),
)
export const moved = entry(
  'reports.moved',
  z.object({ number, from: state, to: state, text: seal.optional() }),
)
export const answered = entry('reports.answered', z.object({ number, text: seal }))
export const assigned = entry('reports.assigned', z.object({ number, unit: z.string() }))
export const merged = entry('reports.merged', z.object({ number, target: z.string() }))
export const corrected = entry(
  'reports.corrected',
  z.object({ number, what: z.enum(['category', 'place']), from: z.string(), to: z.string() }),
)
export const hidden = entry(
  'reports.hidden',
  z.object({
    number,
    what: z.enum(['report', 'text', 'happening', 'photo']),
    reason: z.enum(hidingReasons),
  }),
)
export const shown = entry(
  'reports.shown',
  z.object({ number, what: z.enum(['report', 'text', 'happening', 'photo']) }),
)
export const unmasked = entry('reports.unmasked', z.object({ number, unit: z.string() }))
/** A batch of rows of another system was taken in: from where, how many, the SHA-256 of the file. */
export const imported = entry(
  'reports.imported',
  z.object({ source: z.string(), rows: z.number(), file: z.string() }),
)
/** The city's districts were replaced by those of a file. */
export const districted = entry(
  'reports.districted',
  z.object({ districts: z.number(), file: z.string() }),
)
