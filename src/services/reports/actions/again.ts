/** Reports that a machine gave to a unit, given back to people: all of a version, when it was wrong. */
import type { Work } from '#core/actions'
import { happen, subjectOf } from '../advance.ts'
import { asOfficial } from './at-desk.ts'
import { answered } from '../entries.ts'
import { publicClass } from '../model.ts'
import { changeReport, holdReports } from '../store/change.ts'

type Again = Pick<
  Work<unknown>,
  'tx' | 'now' | 'by' | 'newId' | 'newSecret' | 'record' | 'later' | 'city'
>

/**
 * Gives open reports back to the central desk, says so on each in public, and writes to who reported it. Reports
 * whose unit a person has chosen since, and those that are closed, stay as they are. Gives how many went back.
 */
export async function lookAgain(
  work: Again,
  numbers: readonly string[],
  text: string,
): Promise<number> {
  const { tx, now } = work
  let back = 0
  for (const report of await holdReports(tx, numbers)) {
    if (publicClass(report.state) !== 'open' || report.unitDecision === null) continue
    await changeReport(tx, report, { unit: null, assignedTo: null }, now)
    const hand = asOfficial(work)
    const { id, seal } = await happen(hand, report, { kind: 'answered', audience: 'public', text })
    await work.record(answered, { number: report.number, text: seal }, subjectOf(report))
    await hand.tell(report, id)
    back += 1
  }
  return back
}
