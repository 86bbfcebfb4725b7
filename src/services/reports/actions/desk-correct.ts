/** What the desk corrects: the category and the place. */
import { z } from 'zod'
import { action } from '#core/actions'
import { may } from '#core/people'
import { happen, subjectOf } from '../advance.ts'
import { categoryOf, reportsOf } from '../config.ts'
import { route } from '../decisions.ts'
import { recounted, tellDue } from '../due.ts'
import { assigned, corrected, dueMoved } from '../entries.ts'
import { findPlace, placeInput } from '../place.ts'
import { mayChangeCategory, mayChangePlace, mayWorkOn } from '../rules.ts'
import { standing as standingOf } from '../sending.ts'
import * as change from '../store/change.ts'
import { about, asOfficial, holdForDesk, standing } from './desk.ts'

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
    const { code, unit: named, publicPoint, publicText } = category
    const unit = await work.decide(route, `/reports/${number}`, { category: code, unit: named })
    const moves = { unit: unit === 'none' ? null : unit, assignedTo: null, answers: {} }
    const hand = asOfficial(work)
    const due = recounted(hand, report, category)
    const kind = { category: code, publicPoint, publicText }
    await change.changeReport(tx, report, { ...moves, ...kind, ...due }, now)
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

/** A better place. The record says that it was corrected, not where it is. */
export const changePlace = action({
  name: 'reports.change-place',
  path: '/reports/desk/:number/change-place',
  who: may('reports.change'),
  input: z.object({ ...about, ...placeInput }),
  output: standing,
  rules: [mayWorkOn, mayChangePlace],
  records: [corrected],

  async run(work) {
    const { input, tx, now, city } = work
    const report = await holdForDesk(work, input, 'reports.change')
    const { number, state } = report
    const { place, placed, insideTheCity } = findPlace(city.districts, input)
    mayChangePlace.require({ state, placed, insideTheCity })
    await change.changeReport(tx, report, { place }, now)
    const facts = { from: report.district, to: place.district }
    await happen(asOfficial(work), report, { kind: 'relocated', audience: 'public', facts })
    const [from, to] = [report.district ?? 'none', place.district ?? 'none']
    await work.record(corrected, { number, what: 'place', from, to }, subjectOf(report))
    return { number, state, version: report.version + 1 }
  },
})
