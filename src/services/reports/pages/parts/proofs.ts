/** Which entry of the public record proves which happening of a report. */
import type { Tx } from '#core/database'
import { type Entry, listEntries, type Place, placeOf, readHead } from '#core/record'
import type { Happening } from '../../store/rows.ts'

/** What is written into the record in the same moment as a happening. */
const KINDS: Readonly<Record<string, string>> = {
  received: 'reports.received',
  moved: 'reports.moved',
  answered: 'reports.answered',
  recategorised: 'reports.corrected',
  'category-confirmed': 'reports.category-confirmed',
  relocated: 'reports.corrected',
  due: 'reports.due-moved',
}

/** Category and place may be corrected in one act: an entry for each. */
const CORRECTED: Readonly<Record<string, string>> = {
  recategorised: 'category',
  relocated: 'place',
}

/** Entries of one report on a page at most; a timeline is no longer. */
const MOST = 500

type Moment = Pick<Happening, 'kind' | 'at' | 'state'>

function isAbout(entry: Pick<Entry, 'kind' | 'at' | 'body'>, { kind, at, state }: Moment): boolean {
  if (entry.kind !== KINDS[kind] || Date.parse(entry.at) !== Date.parse(at)) return false
  const what = CORRECTED[kind]
  if (what !== undefined) return entry.body['what'] === what
  return kind !== 'moved' || entry.body['to'] === state
}

/** The ids of the entries of these happenings, in order; null where none was written. */
export function entriesOf(
  timeline: readonly Moment[],
  entries: readonly Pick<Entry, 'id' | 'kind' | 'at' | 'body'>[],
): (string | null)[] {
  const left = [...entries]
  return timeline.map((it) => {
    const at = left.findIndex((entry) => isAbout(entry, it))
    return at < 0 ? null : (left.splice(at, 1)[0]?.id ?? null)
  })
}

/** What the record says about a report: where its newest entry stands, and the entry of each happening. */
export interface Proofs {
  readonly place: Place | null
  readonly entries: readonly (string | null)[]
}

/** Looks up the entries of a report, in two statements. */
export async function readProofs(
  tx: Tx,
  number: string,
  timeline: readonly Moment[],
): Promise<Proofs> {
  const found = await listEntries(tx, { subject: `/reports/${number}`, limit: MOST })
  const [newest] = found
  const head = await readHead(tx, newest?.log)
  return {
    place: newest ? placeOf(newest.position, head) : null,
    entries: entriesOf(timeline, found.toReversed()),
  }
}
