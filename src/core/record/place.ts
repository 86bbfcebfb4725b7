import type { LogHead, Witnessing } from './sequencer/index.ts'

/** Where an entry stands in the log, and who has seen it there. */
export interface Place {
  /** Index in the log; null while the entry waits for it. */
  readonly position: number | null
  /** True when a signed checkpoint covers it, so that a proof can be downloaded. */
  readonly proved: boolean
  /** Witnesses that cosigned a checkpoint that covers it, and how many the city asks. */
  readonly seen: number
  readonly asked: number
  /** When the last of them did. */
  readonly at: string | null
  /** Every witness the city asks, and when it cosigned; null when it has not. */
  readonly witnesses: readonly Witnessing[]
}

/** When the last of these witnesses cosigned; null when none did. */
export function lastSeen(witnesses: readonly Witnessing[]): string | null {
  return (
    witnesses
      .flatMap(({ at }) => at ?? [])
      .toSorted()
      .at(-1) ?? null
  )
}

/** What the log says of the entry at this position (C2SP tlog-checkpoint, tlog-cosignature). */
export function placeOf(position: number | null, head: LogHead | undefined): Place {
  const proved = position !== null && head !== undefined && head.size > position
  const covered = proved && (head.witnessedSize ?? 0) > position
  const witnesses = (head?.witnesses ?? []).map(({ name, at }) => ({
    name,
    at: covered ? at : null,
  }))
  const seen = witnesses.filter(({ at }) => at !== null).length
  return { position, proved, seen, asked: witnesses.length, at: lastSeen(witnesses), witnesses }
}
