/** What protects people: contact data are seen for a reason, and what harms somebody is taken out of sight. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { advance, happen, subjectOf } from '../advance.ts'
import * as entries from '../entries.ts'
import { hidingReasons } from '../model.ts'
import { mayMove, mayUnmask, mayWorkOn } from '../rules.ts'
import { changeReport } from '../store/change.ts'
import * as desk from '../store/desk.ts'
import type { Held } from '../store/rows.ts'
import { hideHappening, hidePhoto } from '../store/timeline.ts'
import { about, asOfficial, holdForDesk, standing } from './at-desk.ts'
import { asked, daysOf, opened, openForAWhile } from './for-a-while.ts'

/** Asks to see the contact data of one report for a while. The reporter reads the reason. */
export const unmask = action({
  name: 'reports.unmask',
  path: '/reports/desk/:number/unmask',
  who: may('reports.contact'),
  assurance: 'substantial',
  fresh: true,
  input: asked,
  output: opened,
  rules: [mayWorkOn, mayUnmask],
  records: [entries.unmasked],
  limit: { per: 'session', most: 60, seconds: 3600 },
  onto: ({ number }) => `/reports/desk/${number}/contact`,

  async run(work) {
    const report = await holdForDesk(work, { number: work.input.number }, 'reports.contact')
    mayUnmask.require({ contactLeft: report.contact !== null, ...daysOf(work, report) })
    const how = { kind: 'unmasked', entry: entries.unmasked, remember: desk.unmask } as const
    return openForAWhile(work, report, how)
  },
})

const what = z.enum(['report', 'text', 'happening', 'photo'])
const which = z.string().max(64).optional().meta({ input: 'hidden' })

type Moderating = Parameters<(typeof hide)['run']>[0] | Parameters<(typeof show)['run']>[0]

/** Hides (with a reason) or shows (with none) one part of a report. */
async function setPart(work: Moderating, report: Held, reason: string | null): Promise<void> {
  const { tx, now, input } = work
  const part = input.which ?? ''
  const found =
    input.what === 'photo'
      ? await hidePhoto(tx, report.id, part, reason)
      : input.what === 'happening'
        ? await hideHappening(tx, report.id, part, reason)
        : 1
  if (found === 0) throw new Refusal('not-found', ['reports.no-such-part'])
  await changeReport(tx, report, input.what === 'text' ? { textHidden: reason } : {}, now)
  const facts = { what: input.what, reason }
  const kind = reason === null ? 'shown' : 'covered'
  await happen(asOfficial(work), report, { kind, audience: 'reporter', facts })
}

/** Takes a report, its text, one happening or one photo out of public sight. */
export const hide = action({
  name: 'reports.hide',
  path: '/reports/desk/:number/hide',
  who: may('reports.moderate'),
  input: z.object({
    ...about,
    what,
    which,
    reason: z.enum(hidingReasons).meta({ input: 'select' }),
  }),
  output: standing,
  rules: [mayWorkOn, mayMove],
  records: [entries.moved, entries.hidden],

  async run(work) {
    const { reason, what: part } = work.input
    const report = await holdForDesk(work, work.input, 'reports.moderate')
    const { number } = report
    const facts = { reason }
    const step = { to: 'hidden', as: 'moderator', facts } as const
    if (part === 'report') await advance(asOfficial(work), report, step)
    else await setPart(work, report, reason)
    await work.record(entries.hidden, { number, what: part, reason }, subjectOf(report))
    const state = part === 'report' ? 'hidden' : report.state
    return { number, state, version: report.version + 1 }
  },
})

/** Shows it again. */
export const show = action({
  name: 'reports.show-again',
  path: '/reports/desk/:number/show-again',
  who: may('reports.moderate'),
  input: z.object({ ...about, what, which }),
  output: standing,
  rules: [mayWorkOn, mayMove],
  records: [entries.moved, entries.shown],

  async run(work) {
    const { what: part } = work.input
    const report = await holdForDesk(work, work.input, 'reports.moderate')
    const { number } = report
    const to = report.before ?? 'received'
    if (part === 'report') await advance(asOfficial(work), report, { to, as: 'moderator' })
    else await setPart(work, report, null)
    await work.record(entries.shown, { number, what: part }, subjectOf(report))
    const state = part === 'report' ? to : report.state
    return { number, state, version: report.version + 1 }
  },
})
