/** What the public record says about decisions: the register as it changes, and batches of what was decided. */
import { entry, type EntryKind } from '#core/record'
import { z } from 'zod'

const algorithm = {
  name: z.string(),
  version: z.number(),
  /** SHA-256 of the model. */
  hash: z.string(),
  law: z.string(),
  contestAt: z.string(),
}

/** A decision that was not in force came into the register. */
export const algorithmRegistered = entry('algorithm.registered', z.object(algorithm))

/** A decision is taken in another version, or by another law; `from` is the version before. */
export const algorithmChanged = entry(
  'algorithm.changed',
  z.object({ ...algorithm, from: z.number() }),
)

/** A decision is no longer taken by a machine. */
export const algorithmRetired = entry('algorithm.retired', z.object(algorithm))

/** The root over the decisions of a period, each behind a secret salt (docs/protocol/record.md). */
export const decisionBatch = entry(
  'decision.batch',
  z.object({
    decision: z.string(),
    version: z.number(),
    hash: z.string(),
    /** First and last day of the period, by the city's clocks. */
    from: z.string(),
    to: z.string(),
    count: z.number(),
    root: z.string(),
  }),
)

/** Every kind of this room. */
export const decisionEntries: readonly EntryKind[] = [
  algorithmRegistered,
  algorithmChanged,
  algorithmRetired,
  decisionBatch,
]
