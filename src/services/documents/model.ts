/** Documents of residents: what the city gave them, what they keep, and the links they share. */

/** What the city gives. */
export const issuedKinds = ['permit', 'decision', 'certificate', 'confirmation'] as const
/** What people keep. */
export const keptKinds = ['identity', 'home', 'health', 'work', 'school', 'other'] as const
/** Why a document that was given is no longer good. */
export const withdrawals = ['replaced', 'error', 'revoked', 'returned'] as const

export type IssuedKind = (typeof issuedKinds)[number]

/** How a document stands that the city gave. */
export type Standing = 'valid' | 'not-yet' | 'expired' | 'withdrawn'

/** A document that the city gave: what may be said of it without the file. */
export interface Issued {
  readonly document: string
  readonly number: string
  readonly kind: string
  readonly unit: string
  readonly caseRef: string
  readonly issuedAt: string
  /** First and last day on which it is good; none: for good. */
  readonly validFrom: string
  readonly validUntil: string | null
  /** SHA-256 of the file and salt of its commitment; gone once the document is erased. */
  readonly sha256: string | null
  readonly salt: string | null
  /** The entry of the public record with its commitment. */
  readonly entry: string
  readonly withdrawnAt: string | null
  readonly withdrawnBecause: string | null
}

/** How it stands on this day. */
export function standingOf(
  { withdrawnAt, validFrom, validUntil }: Issued,
  today: string,
): Standing {
  if (withdrawnAt !== null) return 'withdrawn'
  if (today < validFrom) return 'not-yet'
  return validUntil !== null && today > validUntil ? 'expired' : 'valid'
}

/** What is sealed of a document that the city gave; no word of it is on the public record. */
export function sealedFacts(issued: Issued) {
  const { number, kind, unit, issuedAt, validFrom: from, validUntil: until, sha256 } = issued
  return {
    number,
    kind,
    unit,
    issued: issuedAt.slice(0, 10),
    from,
    ...(until === null ? {} : { until }),
    sha256: sha256 ?? '',
  }
}

/** A link to one document. */
export interface Share {
  readonly share: string
  readonly owner: string
  readonly document: string
  readonly field: string
  readonly code: string | null
  readonly once: boolean
  readonly madeAt: string
  readonly untilAt: string
  readonly tries: number
  readonly usedAt: string | null
  readonly endedAt: string | null
}

/** Wrong codes after which a link is closed for good. */
export const TRIES = 5
/** Minutes in which the file may be fetched once a link was opened. */
export const FETCH_MINUTES = 5
/** Minutes for which the outcome of a check can be looked at. */
export const CHECK_MINUTES = 15
/** Days that a link lasts at most. */
export const LONGEST_SHARE = 90

/** A moment some minutes before. */
export const before = (now: string, minutes: number) =>
  new Date(Date.parse(now) - minutes * 60_000).toISOString()
