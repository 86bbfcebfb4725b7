import { canonical } from './canonical.ts'
import { hashText, leafHash } from './log/hash.ts'
import type { PublicBody } from './public.ts'

/**
 * Greatest length of an entry (privacy-record.md 3.2); the format of the log itself allows 65 535.
 */
const LONGEST = 16 * 1024

/** What an entry says: everything that is hashed into the log. */
export interface EntryFacts {
  /** UUIDv7 (RFC 9562): sorts by time. */
  readonly id: string
  readonly at: string
  /** `service.past-participle` */
  readonly kind: string
  /** A role, a registered decision, nobody known: never a person. */
  readonly by: string
  readonly body: PublicBody
}

/** An entry of the public record as the city lists it. */
export interface Entry extends EntryFacts {
  readonly service: string
  /** Page of the city that it is about. */
  readonly subject: string | null
  /** Index in the log; null until the sequencer has put it there. */
  readonly position: number | null
  /** Which log of the city that is: the first, or one after a key was lost. */
  readonly log: number
}

/**
 * The bytes of an entry: the same on every machine and for ever, so they can be hashed and proved.
 */
export function entryBytes({ id, at, kind, by, body }: EntryFacts): Uint8Array {
  const bytes = Buffer.from(canonical({ v: 1, t: kind, at, id, by, d: body }), 'utf8')
  if (bytes.length > LONGEST) {
    throw new Error(
      `an entry ${kind} has ${bytes.length} bytes; the public record takes ${LONGEST}`,
    )
  }
  return bytes
}

/** The hash that stands for an entry in the log, in base64 (RFC 6962 2.1). */
export function entryLeaf(facts: EntryFacts): string {
  return hashText(leafHash(entryBytes(facts)))
}
