/** One round of watching: look, compare with what was raised before, remember. */
import { type Alert, alertsOf, type Raised } from './alerts.ts'
import { look } from './look.ts'
import { type Look, type Seen, Unreachable, type Watching } from './model.ts'

/** Everything that is remembered between two rounds. */
export interface State {
  readonly seen: Seen | undefined
  readonly raised: readonly Raised[]
  /** How many times in a row the log did not answer. */
  readonly failures: number
}

/** What a round came to. */
export interface Round {
  readonly state: State
  readonly alerts: readonly Alert[]
}

/** Times in a row that a log may not answer before that is an alert. */
export const FAILURES = 3

function unanswered(seen: Seen | undefined, failures: number, why: string): Look {
  const says = `it did not answer ${failures} times in a row: ${why}`
  const lost = failures >= FAILURES
  return {
    seen,
    found: lost ? [{ kind: 'unreachable', about: '', says }] : [],
    happened: [],
    judged: new Set(lost ? (['unreachable'] as const) : []),
  }
}

/** Looks once at a log and says what is new; what cannot be read now is said after several tries. */
export async function watchOnce(of: Watching, state: State): Promise<Round> {
  let failures = 0
  const looked = await look(of, state.seen).catch((failure: unknown) => {
    if (!(failure instanceof Unreachable)) throw failure
    failures = state.failures + 1
    return unanswered(state.seen, failures, failure.message)
  })
  const { alerts, raised } = alertsOf(looked, state.raised, of.clock())
  return { state: { seen: looked.seen, raised, failures }, alerts }
}
