/** Moving a report from one state to another: the same for an official, the reporter and a dated rule. */
import { resumed, takeApart, tellDue } from './due.ts'
import * as entries from './entries.ts'
import { type Hand, happen, subjectOf } from './hand.ts'
import { type Mover, publicClass, restingState, returning, type State } from './model.ts'
import { partsToClose } from './parts.ts'
import { mayMove } from './rules.ts'
import { type Change, changeReport } from './store/change.ts'
import type { Held } from './store/rows.ts'
import type { Happened } from './store/timeline.ts'

export { type Hand, handOf, happen, subjectOf } from './hand.ts'

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
  /** Code of the system of others that made the step. */
  readonly elsewhere?: string | undefined
  /** Its open parts close with it, in the same state and with the same words. */
  readonly closeParts?: boolean | undefined
}

function effect(hand: Hand, report: Held, { to, until = null, more }: Wanted): Change {
  const { now } = hand
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
    ...resumed(hand, report, to),
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
  const parts = await partsToClose(hand, report, wanted)
  const change = effect(hand, report, wanted)
  await changeReport(hand.tx, report, change, hand.now)
  const told = await tellStep(hand, report, wanted)
  await tellDue(hand, report, { to: change.dueOn, because: 'paused' })
  if (from === 'duplicate' && to === 'reopened') await takeApart(hand, report)
  if (text && as === 'official') await hand.tell(report, told)
  for (const part of parts)
    await advance(hand, part, { to, as, text, facts: { whole: report.number } })
  return { ...report, ...after(report, change), version: report.version + 1 }
}

/** Writes a step on the timeline and into the public record; gives the happening that holds its words. */
async function tellStep(hand: Hand, report: Held, wanted: Wanted): Promise<string> {
  const { to, text } = wanted
  const { state: from, number } = report
  const apart = said(wanted)
  const unseen = to === 'hidden' || from === 'hidden'
  const step = await happen(hand, report, {
    kind: to === 'hidden' ? 'hidden' : 'moved',
    audience: unseen ? 'reporter' : 'public',
    state: to,
    facts: { from, ...(wanted.elsewhere ? { elsewhere: wanted.elsewhere } : {}), ...wanted.facts },
    ...(text && !apart ? { text } : {}),
  })
  const words = apart && (await happen(hand, report, { ...apart, ...(text ? { text } : {}) }))
  const seal = words?.seal ?? (text ? step.seal : undefined)
  if (!unseen) {
    const system = wanted.elsewhere
    const body = {
      number,
      from,
      to,
      ...(seal ? { text: seal } : {}),
      ...(system ? { system } : {}),
    }
    await hand.record(entries.moved, body, subjectOf(report))
  }
  return words?.id ?? step.id
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
