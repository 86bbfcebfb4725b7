/**
 * The kinds of entries that the core itself writes into the public record (privacy-record.md 3.2).
 * Another kind of this room is declared below and put into `recordEntries`: everything else follows.
 */
import { z } from 'zod'
import { entry, type EntryKind } from './entry.ts'
import { logEntries } from './sequencer/entries.ts'

const purpose = {
  id: z.string(),
  version: z.number(),
  fields: z.array(z.string()),
  gdpr: z.string(),
  law: z.string(),
  scope: z.string(),
  retention: z.string(),
  /** SHA-256 of the whole declaration in the form of RFC 8785, in hexadecimal. */
  hash: z.string(),
}

/** A purpose for which personal data may be read was declared (GDPR art. 13(1)(c)). */
export const purposePublished = entry('purpose.published', z.object(purpose))

/** A purpose that was known is declared in another version (GDPR art. 13(3)). */
export const purposeChanged = entry(
  'purpose.changed',
  z.object({ ...purpose, from: z.number(), to: z.number() }),
)

/** A purpose is no longer declared: from now on nothing is read for it. */
export const purposeRetired = entry(
  'purpose.retired',
  z.object({ id: z.string(), version: z.number() }),
)

const sealed = {
  /** First and last day of the period, by the city's clocks. */
  from: z.string(),
  to: z.string(),
  count: z.number(),
  root: z.string(),
}

/** The root over the readings of personal data in a period, each behind a secret salt. */
export const accessBatch = entry('access.batch', z.object(sealed))

/** The root over what was erased in a period. */
export const erasureBatch = entry('erasure.batch', z.object(sealed))

/** What is due was erased at night; `atLeast` is rounded down to tens (privacy-record.md 3.3). */
export const retentionRun = entry(
  'retention.run',
  z.object({ day: z.string(), atLeast: z.number() }),
)

/** Other software runs than before: its version, and the SHA-256 of its source (docs/protocol/record.md). */
export const softwareReleased = entry(
  'software.release',
  z.object({ version: z.string(), hash: z.string() }),
)

/** What is said of the purposes for which the vault may be read; in the name of the room `vault`. */
export const purposeEntries: readonly EntryKind[] = [
  purposePublished,
  purposeChanged,
  purposeRetired,
  accessBatch,
  erasureBatch,
  retentionRun,
]

/** What the room `record` itself says. */
export const recordEntries: readonly EntryKind[] = [softwareReleased, ...logEntries]

/** The room that speaks of these things, by how their kinds begin: they are named as other cities' records name them. */
const ROOMS: Readonly<Record<string, string>> = {
  purpose: 'vault',
  access: 'vault',
  erasure: 'vault',
  retention: 'vault',
  software: 'record',
  log: 'record',
  algorithm: 'decisions',
  decision: 'decisions',
  dpia: 'processing',
  breach: 'processing',
  dsar: 'protection',
}

/** Whose entry this is: kinds of a service begin with its name, kinds of the core with what they are about. */
export function serviceOfKind(kind: string): string {
  const begins = kind.slice(0, kind.indexOf('.'))
  return ROOMS[begins] ?? begins
}
