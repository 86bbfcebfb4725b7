/** What the public record says about decisions: the register as it changes, and batches of what was decided. */
import { entry, type EntryKind } from '#core/record'
import { z } from 'zod'
import { CAUSES, STATUSES, VERDICTS } from './standing.ts'

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

const which = { decision: z.string(), version: z.number() }

/** Two have read an entry, and what it describes may decide from now on. */
export const algorithmPublished = entry(
  'algorithm.published',
  z.object({
    ...which,
    hash: z.string(),
    status: z.enum(STATUSES).meta({ words: 'algorithms.status' }),
    revisionOn: z.string(),
  }),
)

/** Somebody stopped it: every case goes to a person, from this moment on. */
export const algorithmSuspended = entry(
  'algorithm.suspended',
  z.object({ ...which, reason: z.string() }),
)

/** An official went back to a version that was in force before; `from` is the one that decided until then. */
export const algorithmWentBack = entry(
  'algorithm.went-back',
  z.object({ ...which, from: z.number(), hash: z.string(), reason: z.string() }),
)

/** The city gave it up for good. */
export const algorithmWithdrawn = entry(
  'algorithm.withdrawn',
  z.object({ ...which, reason: z.string() }),
)

/** What an audit found, and where it is read. */
export const algorithmAudited = entry(
  'algorithm.audited',
  z.object({
    ...which,
    verdict: z.enum(VERDICTS).meta({ words: 'algorithms.verdict' }),
    page: z.string(),
  }),
)

const cause = z.enum(CAUSES).meta({ words: 'algorithms.cause' })

/** The first case of a day that a machine might not decide, and why: it went to a person. */
export const algorithmStopped = entry(
  'algorithm.stopped',
  z.object({ ...which, cause, day: z.string() }),
)

/** How many such cases there were on that day. */
export const algorithmWaited = entry(
  'algorithm.waited',
  z.object({ decision: z.string(), cause, day: z.string(), count: z.number() }),
)

/** Every kind of this room. */
export const decisionEntries: readonly EntryKind[] = [
  algorithmRegistered,
  algorithmChanged,
  algorithmRetired,
  decisionBatch,
  algorithmPublished,
  algorithmSuspended,
  algorithmWentBack,
  algorithmWithdrawn,
  algorithmAudited,
  algorithmStopped,
  algorithmWaited,
]
