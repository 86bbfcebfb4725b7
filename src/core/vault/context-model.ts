/** Who reads, and what a reading says of itself. */

/** Who wants to read. */
export interface Actor {
  readonly kind: 'self' | 'official' | 'system'
  /** The reading service's pseudonym of who acts; null for the city's own jobs and for strangers. */
  readonly ref: string | null
  readonly permissions: readonly string[]
  readonly unit: string | null
  /** Shown to the person instead of the official's name. */
  readonly badge: string | null
  /** When they last proved who they are; needed at once for special categories and emergencies. */
  readonly freshAt?: string | null
  /** The mandate by which somebody acts for the person whose `ref` this is. */
  readonly mandate?: string
}

/** What a read says of itself beside its purpose. */
export interface ReadContext<Name extends string = string> {
  readonly actor: Actor
  readonly at: string
  /** The open case a reader needs unless people read about themselves. */
  readonly case?: string
  /** In the reader's own words; the person sees it. */
  readonly reason?: string
  /** Somebody is in danger and there is no open case: the purpose must allow it, and all are told. */
  readonly emergency?: true
  /** The secret code of this very case, which says that it is the person who asks. */
  readonly code?: string
  /** Which of the recipients that the purpose declares receives it, such as `application:catalogue`. */
  readonly recipient?: string
  /** Fewer fields than the purpose declares. */
  readonly fields?: readonly Name[]
}
