/** Whose hand changes a report, and how what happens is written on its timeline. */
import type { By, CityFacts, Work } from '#core/actions'
import type { Tx } from '#core/database'
import type { Recorder } from '#core/record'
import type { Happening, Held } from './store/rows.ts'
import { addHappening, type Happened } from './store/timeline.ts'

/** Who changes a report, and with what. */
export interface Hand {
  readonly tx: Tx
  readonly now: string
  /** Its calendar and its categories say by when an answer is due. */
  readonly city: Pick<CityFacts, 'zone' | 'holidays' | 'config'>
  readonly who: Pick<Happening, 'by' | 'badge' | 'unit'>
  newId(): string
  newSecret(): string
  readonly record: Recorder
  /** Asks for a letter to the reporter about one happening. */
  tell(report: Held, happening: string): Promise<void>
}

/** The hand of whoever performs an action, as an official or as the reporter. */
export function handOf(
  work: Pick<Work<unknown>, 'tx' | 'now' | 'by' | 'newId' | 'newSecret' | 'record' | 'city'>,
  by: 'official' | 'reporter' | 'resident',
  tell: Hand['tell'],
): Hand {
  const { tx, now, newId, newSecret, record, city } = work
  return { tx, now, newId, newSecret, record, city, tell, who: seenAs(work.by, by) }
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
