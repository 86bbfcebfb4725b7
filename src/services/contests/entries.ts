/** What the public record says of contests: numbers, states and codes; never a report, a person or a word of it. */
import { entry } from '#core/record'
import { z } from 'zod'
import { changes, channels, delays, handovers, kinds, outcomes, similar, states } from './model.ts'

const number = z.string()
const algorithm = z.string()

export const received = entry(
  'contests.received',
  z.object({
    number,
    algorithm,
    kind: z.enum(kinds).meta({ words: 'contests.kind' }),
    channel: z.enum(channels).meta({ words: 'contests.channel' }),
  }),
)
export const moved = entry(
  'contests.moved',
  z.object({ number, to: z.enum(states).meta({ words: 'contests.state' }) }),
)
export const extended = entry(
  'contests.extended',
  z.object({ number, until: z.string(), why: z.enum(delays).meta({ words: 'contests.delay' }) }),
)
export const decided = entry(
  'contests.decided',
  z.object({
    number,
    algorithm,
    outcome: z.enum(outcomes).meta({ words: 'contests.outcome' }),
    changed: z.enum(changes).meta({ words: 'contests.changed' }),
    similar: z.enum(similar).meta({ words: 'contests.similar' }),
    inTime: z.boolean(),
  }),
)
/** The answer is late, and the accountable officer was told. */
export const escalated = entry(
  'contests.escalated',
  z.object({ number, algorithm, due: z.string() }),
)
/** What was upheld is not put right by its day, and the accountable officer was told. */
export const remedyLate = entry(
  'contests.remedy-late',
  z.object({ number, algorithm, due: z.string() }),
)
/** Another person goes on with a review, and why. */
export const takenOver = entry(
  'contests.taken-over',
  z.object({ number, why: z.enum(handovers).meta({ words: 'contests.handover' }) }),
)
/** So much was upheld of one kind of decisions that the algorithm has to be audited. */
export const auditAsked = entry(
  'contests.audit-asked',
  z.object({ algorithm, answered: z.int(), upheld: z.int(), days: z.int() }),
)
/** The audit that was asked for has been made, and stands at this address. */
export const auditDone = entry('contests.audit-done', z.object({ algorithm, audit: z.string() }))
