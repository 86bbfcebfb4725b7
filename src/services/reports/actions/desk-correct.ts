/** What the desk corrects: the category, the place, or both in one act. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { may } from '#core/people'
import { happen, subjectOf } from '../advance.ts'
import { type Category, categoryOf, reportsOf } from '../config.ts'
import { type Correction, correctionOf } from '../correcting.ts'
import { route } from '../decisions.ts'
import { recounted, tellDue } from '../due.ts'
import { assigned, corrected, dueMoved } from '../entries.ts'
import type { Hand } from '../hand.ts'
import { placeInput } from '../place.ts'
import { mayCorrect, mayWorkOn } from '../rules.ts'
import { routeTo, routingOf } from '../routing.ts'
import { standing as standingOf } from '../sending.ts'
import { standsSorted } from '../sorted.ts'
import { type Change, changeReport } from '../store/change.ts'
import type { Held } from '../store/rows.ts'
import { about, asOfficial, type Desk, holdForDesk, standing, tellCorrected } from './at-desk.ts'

type Routing = Pick<Work<unknown>, 'tx' | 'city' | 'decide'>

/** A report as the rules see it, which ask when it came in and not when it is corrected. */
const routable = (report: Held) => ({ ...report, at: report.openedAt })

/** What another category brings along; its questions are others, so the answers go. */
function kindOf(category: Category | undefined) {
  if (!category) return {}
  const { code, publicPoint, publicText } = category
  return { category: code, publicPoint, publicText, answers: {} }
}

/** Who answers it from now on: asked once, and only where another category or another rule holds. */
async function unitFor(work: Routing, report: Held, { to, place }: Correction) {
  const moved = { ...report, ...kindOf(to), ...(place ? { district: place.district } : {}) }
  const path = `/reports/${report.number}`
  if (to) return routeTo(work, path, routable(moved))
  const [was, is] = [
    await routingOf(work, routable(report)),
    await routingOf(work, routable(moved)),
  ]
  // What an official assigned stays where no other rule says otherwise.
  if (was.rule?.number === is.rule?.number && was.broken === is.broken) return report.unit
  const unit = await work.decide(route, path, is)
  return unit === 'none' ? null : unit
}

/** Tells everybody what was corrected, on the timeline and in the public record. */
async function tellIt(hand: Hand, report: Held, { to, place }: Correction): Promise<void> {
  const { number, category, district } = report
  if (to) {
    const change = { from: category, to: to.code }
    const { byMachine } = await standsSorted(hand.tx, report)
    const facts = byMachine ? { ...change, sorted: 'by-machine' } : change
    await happen(hand, report, { kind: 'recategorised', audience: 'public', facts })
    await hand.record(corrected, { number, what: 'category', ...change }, subjectOf(report))
  }
  if (place) {
    const facts = { from: district, to: place.district }
    await happen(hand, report, { kind: 'relocated', audience: 'public', facts })
    const [from, into] = [district ?? 'none', place.district ?? 'none']
    await hand.record(corrected, { number, what: 'place', from, to: into }, subjectOf(report))
  }
}

/** Makes the correction: one change, one decision about who answers, one message to whoever reported. */
async function carry(work: Desk & Routing, report: Held, it: Correction): Promise<void> {
  const hand = asOfficial(work)
  const { to, place } = it
  const unit = await unitFor(work, report, it)
  const moves = to || unit !== report.unit ? { unit, assignedTo: null } : {}
  const due = to ? recounted(hand, report, to) : {}
  const change: Change = { ...kindOf(to), ...moves, ...due, ...(place ? { place } : {}) }
  await changeReport(work.tx, report, change, work.now)
  await tellIt(hand, report, it)
  if (unit !== null && unit !== report.unit) {
    await work.record(assigned, { number: report.number, unit }, subjectOf(report))
  }
  await tellDue(hand, report, { to: change.dueOn, because: 'category' })
  await tellCorrected(work, { ...report, unit }, { category: Boolean(to), place: Boolean(place) })
}

/**
 * The right category, the right place, or both. What is not sent stays as it is. The record says that the place was
 * corrected, not where it is.
 */
export const correct = action({
  name: 'reports.correct',
  path: '/reports/desk/:number/correct',
  who: may('reports.change'),
  input: z.object({
    ...about,
    category: z.string().max(40).optional().meta({ input: 'select' }),
    ...placeInput,
  }),
  output: standing,
  rules: [mayWorkOn, mayCorrect],
  records: [corrected, assigned, dueMoved],
  decides: [route],

  async run(work) {
    const { input, city } = work
    const report = await holdForDesk(work, input, 'reports.change')
    const { number, state, version } = report
    const it = correctionOf(city.districts, report, input)
    const to = it.category === undefined ? undefined : categoryOf(reportsOf(city), it.category)
    mayCorrect.require({
      state,
      asItIs: it.category === undefined && !it.found,
      ...(it.category === undefined ? {} : { category: standingOf(to) }),
      ...(it.found ? { place: it.found } : {}),
    })
    await carry(work, report, { to, place: it.found?.place })
    return { number, state, version: version + 1 }
  },
})
