/** Reports that a machine gave to a unit, given back to people: all of a version, when it was wrong. */
import { action, type Work } from '#core/actions'
import { listDecided } from '#core/decisions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { route } from '../decisions.ts'
import { happen, subjectOf } from '../advance.ts'
import { asOfficial } from './at-desk.ts'
import { answered, assigned, decidedAgain } from '../entries.ts'
import { publicClass } from '../model.ts'
import { openGiven, type ReplayBy, replayReports } from '../replaying.ts'
import { routeTo } from '../routing.ts'
import { changeReport, holdReports } from '../store/change.ts'
import type { Held } from '../store/rows.ts'

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
    if (!isGiven(report)) continue
    await changeReport(tx, report, { unit: null, assignedTo: null }, now)
    await tell(work, report, text)
    back += 1
  }
  return back
}

/** Open, and with the unit that a machine chose. */
const isGiven = ({ state, unitDecision }: Held) =>
  publicClass(state) === 'open' && unitDecision !== null

/** Says it on the report in public, on the record, and to whoever reported it. */
async function tell(work: Again, report: Held, text: string): Promise<void> {
  const hand = asOfficial(work)
  const { id, seal } = await happen(hand, report, { kind: 'answered', audience: 'public', text })
  await work.record(answered, { number: report.number, text: seal }, subjectOf(report))
  await hand.tell(report, id)
}

/** Cases that are decided again in one act; the act may be done again for the others. */
export const MOST_AGAIN = 200

const hidden = { input: 'hidden' } as const

/** Code of a version, or a part by its place and hash, as an address says it: `2`, `rules:9f86…`. */
export const replayedBy = z
  .string()
  .regex(/^(?:[1-9]\d{0,5}|[a-z][a-z-]{0,30}:[0-9a-f]{64})$/)
  .transform((said): ReplayBy => {
    const [place = '', hash] = said.split(':')
    return hash === undefined ? { version: Number(place) } : { place, hash }
  })

/** What is decided again: the cases of a version and period that something else would have decided otherwise. */
export const replayWindow = {
  version: z.coerce.number().int().meta(hidden),
  from: z.iso.date().meta(hidden),
  to: z.iso.date().meta(hidden),
}

/** The reports that would have gone elsewhere. */
export async function differing(
  work: Pick<Again, 'tx' | 'city'>,
  it: { name: string; version: number; from: string; to: string },
  by: ReplayBy,
): Promise<string[]> {
  const decided = await listDecided(work.tx, { ...it, limit: MOST_AGAIN })
  const cases = await replayReports(work, { name: it.name, decided }, by)
  if (!cases) throw new Refusal('refused', ['nothing-to-replay'])
  const other = cases.filter((one) => one.other !== null && one.other !== one.outcome)
  return openGiven(work.tx, it.name, other)
}

/** Who answers these reports is decided again, by what runs now; who reported one that goes elsewhere is told. */
export const decideAgain = action({
  name: 'reports.decide-again',
  path: '/algorithms/:name/replay/decide-again',
  who: may('algorithms.stop'),
  input: z.object({
    name: z.literal(route.name).meta(hidden),
    ...replayWindow,
    by: replayedBy.meta(hidden),
    text: z.string().trim().min(10).max(1000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: z.object({ cases: z.number(), moved: z.number() }),
  rules: [],
  records: [decidedAgain, answered, assigned],
  decides: [route],
  onto: () => `/algorithms/${route.name}`,

  async run(work) {
    const { text, by, ...which } = work.input
    const numbers = await differing(work, which, by)
    let moved = 0
    for (const report of await holdReports(work.tx, numbers)) {
      if (!isGiven(report)) continue
      const { number, openedAt: at } = report
      const unit = await routeTo(work, `/reports/${number}`, { ...report, at })
      if (unit === report.unit) continue
      await changeReport(work.tx, report, { unit, assignedTo: null }, work.now)
      if (unit !== null) await work.record(assigned, { number, unit }, subjectOf(report))
      await tell(work, report, text)
      moved += 1
    }
    const { version } = which
    const entry = { decision: route.name, version, cases: numbers.length, moved }
    await work.record(decidedAgain, entry, { subject: `/algorithms/${route.name}` })
    return { cases: numbers.length, moved }
  },
})
