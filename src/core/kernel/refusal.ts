/** The kinds of an expected no. Each has one HTTP status (house.md 2.7, RFC 9110 section 15.5). */
export type Kind =
  | 'invalid'
  | 'sign-in'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'too-many'
  | 'unavailable'

/** The HTTP status each kind of refusal is answered with (RFC 9110, RFC 6585 section 4). */
export const statusOf: Readonly<Record<Kind, number>> = {
  invalid: 400,
  'sign-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  'too-many': 429,
  unavailable: 503,
}

/** Why not: a stable code with a sentence in every language, and the field it is about. */
export interface Reason {
  readonly code: string
  readonly field?: string
  readonly values?: Readonly<Record<string, string | number>>
}

interface More {
  /** Seconds until it is worth trying again (RFC 9110 section 10.2.3). */
  readonly retryAfter?: number
  /** For the log and for pages that need more than a sentence; never personal data. */
  readonly detail?: unknown
}

/** An expected no. It is shown to the person who asked and is not an error in the log. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: Kind
  readonly reasons: readonly Reason[]
  declare readonly retryAfter?: number
  declare readonly detail?: unknown

  constructor(kind: Kind, reasons: readonly (string | Reason)[], more: More = {}) {
    const named = reasons.map((reason) => (typeof reason === 'string' ? { code: reason } : reason))
    super(`${kind}: ${named.map((reason) => reason.code).join(', ')}`)
    this.kind = kind
    this.reasons = named
    if (more.retryAfter !== undefined) this.retryAfter = more.retryAfter
    if (more.detail !== undefined) this.detail = more.detail
  }
}
