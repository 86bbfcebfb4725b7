/** Moving a report from one state to another: the same for an official, the reporter and a dated rule. */
import type { By, Work } from '#core/actions'
import type { Tx } from '#core/database'
import { addDays, daysBetween } from '#core/kernel'
import type { Recorder } from '#core/record'
import * as entries from './entries.ts'
import { type Mover, publicClass, restingState, returning, type State } from './model.ts'
import { mayMove } from './rules.ts'
import { type Change, changeReport } from './store/change.ts'
import type { Happening, Held } from './store/rows.ts'
import { addHappening, type Happened } from './store/timeline.ts'

/** Who changes a report, and with what. */
export interface Hand {
  readonly tx: Tx
  readonly now: string
  readonly who: Pick<Happening, 'by' | 'badge' | 'unit'>
  newId(): string
  newSecret(): string
  readonly record: Recorder
  /** Asks for a letter to the reporter about one happening. */
  tell(report: Held, happening: string): Promise<void>
}

/** The hand of whoever performs an action, as an official or as the reporter. */
export function handOf(
  work: Pick<Work<unknown>, 'tx' | 'now' | 'by' | 'newId' | 'newSecret' | 'record'>,
  by: 'official' | 'reporter' | 'resident',
  tell: Hand['tell'],
): Hand {
  const { tx, now, newId, newSecret, record } = work
  return { tx, now, newId, newSecret, record, tell, who: seenAs(work.by, by) }
}

function seenAs(by: By, kind: 'official' | 'reporter' | 'resident'): Hand['who'] {
  const official = kind === 'official'
  return {
    by: kind,
    badge: official ? by.actor.badge : null,
    unit: official ? by.actor.unit : null,
  }
}

/** Where a change of a report is found in the public record. */
export function subjectOf(report: Pick<Held, 'number'>): { subject: string } {
  return { subject: `/reports/${report.number}` }
}

type What = Pick<Happened, 'kind' | 'audience'> &
  Pick<Partial<Happened>, 'state' | 'text' | 'facts'>

/** Writes one happening on the timeline; gives its id and the sealed hash of its text. */
export async function happen(
  hand: Hand,
  report: Pick<Held, 'id'>,
  what: What,
): Promise<{ id: string; seal: string }> {
  const id = hand.newId()
  const { tx, now, who } = hand
  const salt = hand.newSecret()
  const seal = await addHappening(tx, { ...who, ...what, id, report: report.id, at: now, salt })
  return { id, seal }
}

/** A step somebody wants to make. */
export interface Wanted {
  readonly to: State
  readonly as: Mover
  /** What is said with it; a question when the report then waits for the reporter. */
  readonly text?: string | undefined
  /** Days or moments the report waits, when it waits. */
  readonly until?: string | null
  /** Changed in the same breath, such as the report a duplicate points to. */
  readonly more?: Change
  readonly facts?: Happened['facts']
}

/** The promised day moves only by the days the city waited for the reporter (art. 9). */
function promise(report: Held, to: State, now: string): Change {
  if (report.state !== 'waiting_reporter' || publicClass(to) !== 'open' || !report.waitingSince) {
    return {}
  }
  const paused = daysBetween(report.waitingSince.slice(0, 10), now.slice(0, 10))
  return { dueOn: addDays(report.dueOn, paused) }
}

function effect(report: Held, { to, until = null, more }: Wanted, now: string): Change {
  const over = publicClass(to) === 'closed'
  const closedAt = over ? (report.state === 'hidden' ? (report.closedAt ?? now) : now) : null
  const waits = to === 'waiting_reporter' || to === 'reopen_requested'
  return {
    state: to,
    before: returning.includes(to) ? restingState(report.state, report.before) : null,
    ...(to === 'hidden' ? {} : { closedAt }),
    waitingSince: waits ? now : null,
    waitingUntil: waits ? until : null,
    ...(report.state === 'duplicate' && to === 'reopened' ? { duplicateOf: null } : {}),
    ...promise(report, to, now),
    ...more,
  }
}

/** What everybody may read of a step; a question and a resident's words stay with the two of them. */
function said(wanted: Wanted): { kind: string; audience: Happened['audience'] } | undefined {
  if (!wanted.text) return undefined
  if (wanted.to === 'waiting_reporter') return { kind: 'asked', audience: 'reporter' }
  return wanted.as === 'reporter' ? { kind: 'explained', audience: 'reporter' } : undefined
}

/** Makes a step: checks the rule, changes the report, writes the timeline and the public record. */
export async function advance(hand: Hand, report: Held, wanted: Wanted): Promise<Held> {
  const { to, as, text } = wanted
  const { state: from, before } = report
  mayMove.require({ from, before, to, as, hasText: Boolean(text?.trim()) })
  const change = effect(report, wanted, hand.now)
  await changeReport(hand.tx, report, change, hand.now)
  const apart = said(wanted)
  const unseen = to === 'hidden' || from === 'hidden'
  const step = await happen(hand, report, {
    kind: to === 'hidden' ? 'hidden' : 'moved',
    audience: unseen ? 'reporter' : 'public',
    state: to,
    facts: { from, ...wanted.facts },
    ...(text && !apart ? { text } : {}),
  })
  const words = apart && (await happen(hand, report, { ...apart, ...(text ? { text } : {}) }))
  const seal = words?.seal ?? (text ? step.seal : undefined)
  if (!unseen) {
    await hand.record(
      entries.moved,
      { number: report.number, from, to, ...(seal ? { text: seal } : {}) },
      subjectOf(report),
    )
  }
  if (text && as === 'official') await hand.tell(report, words?.id ?? step.id)
  return { ...report, ...after(report, change), version: report.version + 1 }
}

function after(report: Held, change: Change): Partial<Held> {
  return {
    state: change.state ?? report.state,
    before: change.before ?? null,
    dueOn: change.dueOn ?? report.dueOn,
    closedAt: change.closedAt === undefined ? report.closedAt : change.closedAt,
    unit: change.unit === undefined ? report.unit : change.unit,
  }
}
