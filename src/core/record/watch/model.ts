/** What somebody who keeps watching a log knows, and what they may find. */
import type { Party, Policy, ReadFile } from '../log/index.ts'

/** What can be wrong with a log, or worth knowing about it (docs/verify.md). */
export type FindingKind =
  | 'unreachable'
  | 'key-changed'
  | 'rollback'
  | 'rewritten'
  | 'damaged'
  | 'split-view'
  | 'too-few-witnesses'
  | 'witness-missing'
  | 'stale'
  | 'key-announced'
  | 'policy-changed'
  | 'entry-wrong'

/** One thing that was found, in a sentence. */
export interface Finding {
  readonly kind: FindingKind
  /** Which witness, which key, which entry; empty when it is about the log. */
  readonly about: string
  readonly says: string
  /** Signed notes that prove it by themselves. */
  readonly evidence?: readonly string[]
}

/** A key of the log that an entry of the log names. */
export interface Announced {
  readonly vkey: string
  /** Place of the entry. */
  readonly index: number
  /** Whether enough witnesses have seen the entry: only then the key is believed. */
  readonly sure: boolean
}

/** What was seen of a log that held. */
export interface Seen {
  /** The checkpoint of the largest tree that held. */
  readonly note: string
  /** The policy that the log itself showed the last time. */
  readonly policy: string | undefined
  /** When each witness cosigned last, in seconds, by its name in the policy. */
  readonly cosigned: Readonly<Record<string, number>>
  readonly announced: readonly Announced[]
  /** When the newest entry happened; empty before there is one. */
  readonly newest: string
}

/** How a log is watched. */
export interface Watching {
  /** Throws `Unreachable` when the log does not answer. */
  readonly read: ReadFile
  /** The checkpoint of this log that a witness shows; undefined when it shows none. */
  readonly shownBy: (witness: Party, origin: string) => Promise<string | undefined>
  readonly policy: Policy
  readonly clock: () => string
  /** Milliseconds after which a cosignature, and what is newest, is too old. */
  readonly limit: number
  /** Gives the witnesses a moment to cosign; false when it was long enough. */
  readonly patience: (waited: number) => Promise<boolean>
}

/** What one look at a log came to. */
export interface Look {
  /** What to remember for the next one. */
  readonly seen: Seen | undefined
  /** What is so now. */
  readonly found: readonly Finding[]
  /** What happened since the last look. */
  readonly happened: readonly Finding[]
  /** What was looked for; of other kinds it is not known whether they are over. */
  readonly judged: ReadonlySet<FindingKind>
}

/** A server did not answer: that says nothing yet about what it holds. */
export class Unreachable extends Error {}

/** A log without any signature that says when it was made may be silent this many times longer. */
export const SILENCE = 12
