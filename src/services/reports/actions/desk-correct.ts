/** What the desk corrects: the category and the place. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { may } from '#core/people'
import { happen, subjectOf } from '../advance.ts'
import { categoryOf, reportsOf } from '../config.ts'
import { route } from '../decisions.ts'
import { recounted, tellDue } from '../due.ts'
import { assigned, corrected, dueMoved } from '../entries.ts'
import { findPlace, placeInput } from '../place.ts'
import { mayChangeCategory, mayChangePlace, mayWorkOn } from '../rules.ts'
import { routeTo, routingOf } from '../routing.ts'
import { standing as standingOf } from '../sending.ts'
import * as change from '../store/change.ts'
import type { Held } from '../store/rows.ts'
import { about, asOfficial, holdForDesk, standing } from './at-desk.ts'

/** Another category: other people, other questions, another rule of what the public sees. */
export const changeCategory = action({
  name: 'reports.change-category',
  path: '/reports/desk/:number/change-category',
  who: may('reports.change'),
  input: z.object({ ...about, category: z.string().max(40).meta({ input: 'select' }) }),
  output: standing,
  rules: [mayWorkOn, mayChangeCategory],
  records: [corrected, assigned, dueMoved],
  decides: [route],

  async run(work) {
    const { input, tx, now, city } = work
    const report = await holdForDesk(work, input, 'reports.change')
    const { number, state, category: from } = report
    const category = categoryOf(reportsOf(city), input.category)
    mayChangeCategory.require({
      state,
      same: from === input.category,
      category: standingOf(category),
    })
    if (!category) throw new Error('a rule let an unknown category pass')
    const { code, publicPoint, publicText } = category
    const kind = { category: code, publicPoint, publicText, answers: {} }
    const unit = await routeTo(work, `/reports/${number}`, { ...routable(report), ...kind })
    const moves = { ...kind, unit, assignedTo: null }
    const hand = asOfficial(work)
    const due = recounted(hand, report, category)
    await change.changeReport(tx, report, { ...moves, ...due }, now)
    const facts = { from, to: code }
    await happen(hand, report, { kind: 'recategorised', audience: 'public', facts })
    const entry = { number, what: 'category', from, to: code } as const
    await work.record(corrected, entry, subjectOf(report))
    if (moves.unit !== null && moves.unit !== report.unit) {
      await work.record(assigned, { number, unit: moves.unit }, subjectOf(report))
    }
    await tellDue(hand, report, { to: due.dueOn, because: 'category' })
    return { number, state, version: report.version + 1 }
  },
})

/** A report as the rules see it, which ask when it came in and not when it is corrected. */
const routable = (report: Held) => ({ ...report, at: report.openedAt })

/** Another place may be another rule's; what an official assigned stays where no rule says otherwise. */
async function unitAt(work: Pick<Work<unknown>, 'tx' | 'city' | 'decide'>, moved: [Held, Held]) {
  const was = await routingOf(work, routable(moved[0]))
  const is = await routingOf(work, routable(moved[1]))
  if (was.rule?.number === is.rule?.number && was.broken === is.broken) return moved[0].unit
  const unit = await work.decide(route, `/reports/${moved[1].number}`, is)
  return unit === 'none' ? null : unit
}

/** A better place. The record says that it was corrected, not where it is. */
export const changePlace = action({
  name: 'reports.change-place',
  path: '/reports/desk/:number/change-place',
  who: may('reports.change'),
  input: z.object({ ...about, ...placeInput }),
  output: standing,
  rules: [mayWorkOn, mayChangePlace],
  records: [corrected, assigned],
  decides: [route],

  async run(work) {
    const { input, tx, now, city } = work
    const report = await holdForDesk(work, input, 'reports.change')
    const { number, state } = report
    const { place, placed, insideTheCity } = findPlace(city.districts, input)
    mayChangePlace.require({ state, placed, insideTheCity })
    const unit = await unitAt(work, [report, { ...report, district: place.district }])
    const moves = unit === report.unit ? {} : { unit, assignedTo: null }
    await change.changeReport(tx, report, { place, ...moves }, now)
    const facts = { from: report.district, to: place.district }
    await happen(asOfficial(work), report, { kind: 'relocated', audience: 'public', facts })
    const [from, to] = [report.district ?? 'none', place.district ?? 'none']
    await work.record(corrected, { number, what: 'place', from, to }, subjectOf(report))
    if (unit !== null && unit !== report.unit) {
      await work.record(assigned, { number, unit }, subjectOf(report))
    }
    return { number, state, version: report.version + 1 }
  },
})
