/** What the public record says of requests: number, kind and state; never whose, and never a word of it. */
import { entry } from '#core/record'
import { z } from 'zod'
import { delays, kinds, outcomes, states } from './model/kinds.ts'

const number = z.string()
const kind = z.enum(kinds).meta({ words: 'protection.kind' })
const unit = z.string().meta({ list: 'units' })

export const received = entry('protection.received', z.object({ number, kind }))
export const moved = entry(
  'protection.moved',
  z.object({ number, to: z.enum(states).meta({ words: 'protection.state' }) }),
)
export const extended = entry(
  'protection.extended',
  z.object({ number, until: z.string(), why: z.enum(delays).meta({ words: 'protection.delay' }) }),
)
/** The clock stands still, or goes on. */
export const paused = entry(
  'protection.paused',
  z.object({ number, clock: z.enum(['stands', 'runs']).meta({ words: 'protection.clock' }) }),
)
export const asked = entry('protection.asked', z.object({ number, unit }))
export const explained = entry('protection.explained', z.object({ number, unit }))
export const answered = entry(
  'protection.answered',
  z.object({
    number,
    kind,
    outcome: z.enum(outcomes).meta({ words: 'protection.outcome' }),
    inTime: z.boolean(),
  }),
)
/** How many who got a value know that it was corrected (GDPR art. 19). */
export const told = entry('protection.told', z.object({ number, recipients: z.int().positive() }))
/** Requests of a month, or of as many as it takes to be ten (privacy-record.md 3.3). */
export const counted = entry(
  'dsar.stats',
  z.object({
    from: z.string(),
    to: z.string(),
    received: z.int(),
    answered: z.int(),
    inTime: z.int(),
    extended: z.int(),
    overdue: z.int(),
  }),
)
