/** What an official does with one report, whether it is done with this one alone or with several together. */
import { Refusal } from '#core/kernel'
import { advance, happen, subjectOf } from '../advance.ts'
import { takeEarlier } from '../due.ts'
import { answered, assigned, merged } from '../entries.ts'
import { addNote } from '../notes/store.ts'
import * as change from '../store/change.ts'
import { type Begun, takeBegun } from '../store/begun.ts'
import type { Held } from '../store/rows.ts'
import { countUse } from '../templates/store.ts'
import { asOfficial, type Desk } from './at-desk.ts'

/** How a report stands, as every act of the desk gives it back. */
export const stands = ({ number, state, version }: Held) => ({ number, state, version })

/** Says something in public, without moving the report. */
export async function answerOne(work: Desk, report: Held, text: string): Promise<Held> {
  const hand = asOfficial(work)
  await change.changeReport(work.tx, report, {}, work.now)
  const { id, seal } = await happen(hand, report, { kind: 'answered', audience: 'public', text })
  await work.record(answered, { number: report.number, text: seal }, subjectOf(report))
  await hand.tell(report, id)
  return { ...report, version: report.version + 1 }
}

/** Writes something down that only the desk reads; gives the id of the note. */
export async function noteOne(work: Desk, report: Held, text: string): Promise<string> {
  const { tx, by, now: at } = work
  const { id } = await happen(asOfficial(work), report, { kind: 'noted', audience: 'desk', text })
  await addNote(tx, { event: id, official: by.ref ?? 'operator', text, at })
  return id
}

/** What was begun in this form of the desk went out: it is forgotten, and its template was used once more. */
export async function wentOut(work: Desk, report: Held, act: Begun['act']): Promise<void> {
  const { tx, by } = work
  const template = await takeBegun(tx, { report: report.id, official: by.ref ?? 'operator', act })
  if (template !== null) await countUse(tx, template)
}

/** To which unit a report goes, and whether somebody takes it on. */
export interface Giving {
  readonly unit: string | null
  readonly official: 'keep' | 'me' | 'nobody'
}

/** Gives a report to a unit, or takes it on oneself. */
export async function assignOne(work: Desk, report: Held, it: Giving): Promise<Held> {
  const { tx, now, by, city } = work
  const { unit, official } = it
  if (unit !== null && !city.units.some((each) => each.code === unit)) {
    throw new Refusal('invalid', [{ code: 'no-such-unit', field: 'unit' }])
  }
  const moves = unit !== report.unit
  const mine = official === 'me' ? by.ref : null
  const assignedTo = official === 'keep' && !moves ? report.assignedTo : mine
  const given = moves ? { unit, unitBy: by.as } : {}
  await change.changeReport(tx, report, { ...given, assignedTo }, now)
  const facts = { from: report.unit, to: unit, official }
  await happen(asOfficial(work), report, { kind: 'assigned', audience: 'desk', facts })
  if (moves && unit !== null) {
    await work.record(assigned, { number: report.number, unit }, subjectOf(report))
  }
  return { ...report, unit, version: report.version + 1 }
}

/** Marks a report as the same problem as another; gives both as they stand afterwards. */
export async function mergeOne(
  work: Desk,
  { report, target, text }: { report: Held; target: Held; text: string },
): Promise<{ done: Held; target: Held }> {
  const hand = asOfficial(work)
  const done = await advance(hand, report, {
    to: 'duplicate',
    as: 'official',
    text,
    more: { duplicateOf: target.id },
    facts: { target: target.number },
  })
  const earlier = await takeEarlier(hand, target, report)
  const facts = { other: report.number }
  await happen(hand, target, { kind: 'joined', audience: 'public', facts })
  const entry = { number: report.number, target: target.number }
  await work.record(merged, entry, subjectOf(report))
  return { done, target: earlier }
}
