/** What the service `protection` may ask for an open request, beside values. */
import type { Access } from './model.ts'

/** Who read a value, or got it from who did (GDPR art. 19). */
export interface Disclosure {
  readonly kind: 'outside' | 'unit' | 'service'
  readonly code: string
  /** When last. */
  readonly last: string
  /** For which cases, fifty at most. */
  readonly cases: readonly string[]
}

/** What may be known of the person of an open case. The vault answers only the service `protection`. */
export interface Cases {
  /** One access that the case is about, as the person sees it; null when there is none. */
  access(ref: string, asked: { case: string; access: string; now: string }): Promise<Access | null>
  /** Who was shown a field. */
  disclosed(ref: string, asked: { case: string; field: string }): Promise<readonly Disclosure[]>
}
