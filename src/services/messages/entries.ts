/** What the public record says of messages: which unit, from which side, and what is due; never whose or what. */
import { entry } from '#core/record'
import { z } from 'zod'
import { dueKinds, dueStates } from './model.ts'

const unit = z.string().meta({ list: 'units' })

/** Somebody wrote. */
export const written = entry(
  'messages.written',
  z.object({
    unit,
    from: z.enum(['service', 'official', 'resident']).meta({ words: 'messages.from' }),
  }),
)

/** Nobody but its resident can read this thread any more. */
export const closed = entry('messages.closed', z.object({ unit }))

/** Something became due, or no longer is. The amount is nobody else's business. */
export const dueChanged = entry(
  'messages.due-changed',
  z.object({
    unit,
    kind: z.enum(dueKinds).meta({ words: 'messages.kind' }),
    state: z.enum(dueStates).meta({ words: 'messages.due.state' }),
  }),
)

/** Somebody chose how often they are told that there is a message, or never. */
export const wished = entry(
  'messages.wished',
  z.object({
    often: z.enum(['each', 'daily', 'weekly', 'never']).meta({ words: 'messages.often' }),
  }),
)
