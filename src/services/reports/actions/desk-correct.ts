/** What the desk corrects: the category, the place, and two reports of one problem. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { advance, happen, subjectOf } from '../advance.ts'
import { categoryOf, reportsOf } from '../config.ts'
import { route } from '../decisions.ts'
import { assigned, corrected, merged, moved } from '../entries.ts'
import { findPlace, placeInput } from '../place.ts'
import { mayChangeCategory, mayChangePlace, mayMerge, mayMove, mayWorkOn } from '../rules.ts'
import { routeTo, routingOf } from '../routing.ts'
import { standing as standingOf } from '../sending.ts'
import * as change from '../store/change.ts'
import type { Held } from '../store/rows.ts'
import { countFollowers } from '../store/timeline.ts'
import { about, asOfficial, holdForDesk, standing } from './desk.ts'

/** Another category: other people, other questions, another rule of what the public sees. */
export const changeCategory = action({
  name: 'reports.change-category',
  path: '/reports/desk/:number/change-category',
  who: may('reports.change'),
  input: z.object({ ...about, category: z.string().max(40).meta({ input: 'select' }) }),
  output: standing,
  rules: [mayWorkOn, mayChangeCategory],
  records: [corrected, assigned],
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
    const about = { ...routable(report), category: code, answers: {} }
    const unit = await routeTo(work, `/reports/${number}`, about)
    const moves = { unit, assignedTo: null, answers: {} }
    await change.changeReport(
      tx,
      report,
      { ...moves, category: code, publicPoint, publicText },
      now,
    )
    const facts = { from, to: code }
    await happen(asOfficial(work), report, { kind: 'recategorised', audience: 'public', facts })
    const entry = { number, what: 'category', from, to: code } as const
    await work.record(corrected, entry, subjectOf(report))
    if (moves.unit !== null && moves.unit !== report.unit) {
      await work.record(assigned, { number, unit: moves.unit }, subjectOf(report))
    }
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

/** Marks a report as the same problem as another one; the earlier promise holds for both. */
export const merge = action({
  name: 'reports.merge',
  path: '/reports/desk/:number/merge',
  who: may('reports.merge'),
  input: z.object({
    ...about,
    target: z.string().regex(/^\s*[Rr]-\d{1,9}\s*$/),
    text: z.string().min(1).max(3000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: standing,
  rules: [mayWorkOn, mayMerge, mayMove],
  records: [moved, merged],

  async run(work) {
    const { input, tx, now } = work
    const [report, target] = await holdBoth(work, input)
    mayMerge.require({
      number: report.id,
      target: { number: target.id, state: target.state },
      followers: await countFollowers(tx, report.id),
    })
    const done = await advance(asOfficial(work), report, {
      to: 'duplicate',
      as: 'official',
      text: input.text,
      more: { duplicateOf: target.id },
      facts: { target: target.number },
    })
    const earlier = report.dueOn < target.dueOn ? { dueOn: report.dueOn } : {}
    await change.changeReport(tx, target, earlier, now)
    const facts = { other: report.number }
    await happen(asOfficial(work), target, { kind: 'joined', audience: 'public', facts })
    const entry = { number: report.number, target: target.number }
    await work.record(merged, entry, subjectOf(report))
    return { number: done.number, state: done.state, version: done.version }
  },
})

type Merging = Parameters<(typeof merge)['run']>[0]

/** Both are held in the order of their numbers, so that two merges never wait for each other. */
async function holdBoth(work: Merging, input: Merging['input']) {
  const held = await change.holdReports(work.tx, [input.number, input.target])
  const target = held.find((each) => each.number === input.target.trim().toUpperCase())
  if (!target) throw new Refusal('invalid', [{ code: 'no-such-target', field: 'target' }])
  return [await holdForDesk(work, input, 'reports.merge'), target] as const
}
