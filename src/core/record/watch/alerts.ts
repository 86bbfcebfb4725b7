/** An alert is raised once when something begins, and once when it is over. */
import type { Finding, FindingKind, Look } from './model.ts'

/** Something that was said to have begun, and is not over. */
export interface Raised extends Finding {
  readonly since: string
}

/** What is told to whoever watches. */
export interface Alert extends Finding {
  readonly at: string
  /** `happened` neither lasts nor ends. */
  readonly state: 'began' | 'over' | 'happened'
  /** Of one that is over: when it began. */
  readonly since?: string
}

/** Kinds that are worth knowing and nothing to worry about. */
const GOOD: ReadonlySet<FindingKind> = new Set(['key-announced'])

const isSame = (a: Finding, b: Finding) => a.kind === b.kind && a.about === b.about

/** Whether somebody has to look after it. */
export function isAlarm({ kind, state }: Alert): boolean {
  return state !== 'over' && !GOOD.has(kind)
}

/** What is new in a look, and what remains raised. */
export function alertsOf(
  { found, happened, judged }: Look,
  raised: readonly Raised[],
  at: string,
): { readonly alerts: readonly Alert[]; readonly raised: readonly Raised[] } {
  const stays = (one: Raised) => !judged.has(one.kind) || found.some((now) => isSame(now, one))
  const began = found.filter((now) => !raised.some((one) => isSame(now, one)))
  const over = raised.filter((one) => !stays(one))
  const alerts: Alert[] = [
    ...happened.map((one) => ({ ...one, at, state: 'happened' as const })),
    ...began.map((one) => ({ ...one, at, state: 'began' as const })),
    ...over.map((one) => ({ ...one, at, state: 'over' as const })),
  ]
  const kept = raised.filter(stays)
  return { alerts, raised: [...kept, ...began.map((one) => ({ ...one, since: at }))] }
}
