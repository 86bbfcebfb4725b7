/** What the record says of itself: its keys, its witnesses, and the log it continues. */
import { z } from 'zod'
import { entry } from '../entry.ts'

/** A key of the log or of the city as a witness: the name in the verifier key says which. */
export const logKey = entry(
  'log.key',
  z.object({
    vkey: z.string(),
    change: z.enum(['first', 'added', 'retired']),
    /** Retired: until when it signed. */
    until: z.string().optional(),
  }),
)

/** The policy that the city publishes is another one. */
export const logPolicy = entry(
  'log.policy',
  z.object({
    /** SHA-256 of the published policy, base64. */
    hash: z.string(),
    witnesses: z.number().int(),
    quorum: z.string(),
  }),
)

/** First entry of a log that continues one whose key was lost or stolen. */
export const logContinued = entry(
  'log.continued',
  z.object({
    origin: z.string(),
    size: z.number().int(),
    /** Base64. */
    root: z.string(),
    /** The signed checkpoint the old log ends with, base64. */
    note: z.string(),
    /** Where its files are served, below the prefix of this log. */
    archive: z.string(),
  }),
)

/** Kinds of entries that the record writes about itself. */
export const logEntries = [logKey, logPolicy, logContinued]
