/** What officials do with a report: move it, assign it, ask, answer, note. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { tellResident } from '#services/messages'
import { advance, type Hand, handOf, happen, subjectOf } from '../advance.ts'
import { reportsOf } from '../config.ts'
import { answered, assigned, dueMoved, moved } from '../entries.ts'
import { letterAnswer, letterFollower } from '../jobs.ts'
import { type State, states } from '../model.ts'
import { reachOf } from '../reach.ts'
import { mayMove, mayWorkOn } from '../rules.ts'
import { mayCloseParts } from '../splitting.ts'
import * as change from '../store/change.ts'
import { listReached } from '../store/followers.ts'
import type { Held } from '../store/rows.ts'

/** The report a desk action is about, and the version the official was looking at. */
export const about = {
  number: z.string().meta({ input: 'hidden' }),
  version: z.number().int().meta({ input: 'hidden' }),
}
const text = z.string().max(3000).meta({ input: 'textarea', rows: 5 })
/** How the report stands after a desk action. */
export const standing = z.object({ number: z.string(), state: z.string(), version: z.number() })

type Desk = Pick<
  Work<unknown>,
  'tx' | 'now' | 'by' | 'newId' | 'newSecret' | 'record' | 'later' | 'city'
>

/** A reporter who is signed in finds it among their messages, where the unit can be written to. */
async function tellInFolder(work: Desk, report: Held): Promise<void> {
  const { number, reporter: ref, unit, language } = report
  if (ref === null || unit === null) return
  const about = { service: 'reports', ref, subject: number, unit, language }
  const values = { number, url: `${work.city.url}/reports/${number}` }
  await tellResident(work, { ...about, text: 'reports.message.news', values })
}

/** A public answer also reaches whoever joined, and whoever reported the same; a question is the reporter's alone. */
async function tellReached(work: Desk, report: Held, happening: string): Promise<void> {
  for (const one of await listReached(work.tx, report.id)) {
    await work.later(letterFollower, { number: report.number, happening, case: one })
  }
}

/** The hand of an official: what is said in public also goes to the reporter by mail, and into their folder. */
export function asOfficial(work: Desk): Hand {
  return handOf(work, 'official', async (report, happening) => {
    if (report.contact) await work.later(letterAnswer, { number: report.number, happening })
    await tellReached(work, report, happening)
    await tellInFolder(work, report)
  })
}

/** Holds a report for an official of its unit who has seen its latest version. */
export async function holdForDesk(
  work: Desk,
  input: { number: string; version?: number | undefined },
  permission: string,
): Promise<Held> {
  const report = await change.holdReport(work.tx, input.number)
  mayWorkOn.require({ units: reachOf(work.by, permission), unit: report.unit })
  if (input.version === undefined || input.version === report.version) return report
  const { number, version, state, unit, category } = report
  throw new Refusal('conflict', ['reports.changed-meanwhile'], {
    detail: { yours: input, theirs: { number, version, state, unit, category } },
  })
}

/** When a report that waits for its reporter goes back by itself. */
export function waitsUntil(work: Pick<Desk, 'now' | 'city'>, to: State): string | null {
  if (to !== 'waiting_reporter') return null
  const { waitingDays } = reportsOf(work.city).terms
  return new Date(Date.parse(work.now) + waitingDays * 86_400_000).toISOString()
}

const stands = ({ number, state, version }: Held) => ({ number, state, version })

/** Moves a report along the workflow. */
export const move = action({
  name: 'reports.move',
  path: '/reports/desk/:number/move',
  who: may('reports.move'),
  input: z.object({
    ...about,
    to: z.enum(states).meta({ input: 'radios' }),
    text: text.optional(),
    closeParts: z.boolean().optional(),
  }),
  output: standing,
  rules: [mayWorkOn, mayMove, mayCloseParts],
  records: [moved, dueMoved],

  async run(work) {
    const { to, text: words, closeParts } = work.input
    const report = await holdForDesk(work, work.input, 'reports.move')
    if (to === 'duplicate') throw new Refusal('refused', [{ code: 'needs-target', field: 'to' }])
    const until = waitsUntil(work, to)
    const wanted = { to, as: 'official', text: words, until, closeParts } as const
    return stands(await advance(asOfficial(work), report, wanted))
  },
})

/** Asks the reporter something; the report waits for the answer, and its clock stops. */
export const ask = action({
  name: 'reports.ask',
  path: '/reports/desk/:number/ask',
  who: may('reports.answer'),
  input: z.object({ ...about, text: text.min(1) }),
  output: standing,
  rules: [mayWorkOn, mayMove],
  records: [moved],

  async run(work) {
    const report = await holdForDesk(work, work.input, 'reports.answer')
    const to = 'waiting_reporter'
    const until = waitsUntil(work, to)
    const wanted = { to, as: 'official', text: work.input.text, until } as const
    return stands(await advance(asOfficial(work), report, wanted))
  },
})

/** Answers in public, without moving the report. */
export const answer = action({
  name: 'reports.answer',
  path: '/reports/desk/:number/answer',
  who: may('reports.answer'),
  input: z.object({ ...about, text: text.min(1) }),
  output: standing,
  rules: [mayWorkOn],
  records: [answered],

  async run(work) {
    const { tx, now, input } = work
    const report = await holdForDesk(work, input, 'reports.answer')
    const hand = asOfficial(work)
    await change.changeReport(tx, report, {}, now)
    const what = { kind: 'answered', audience: 'public', text: input.text } as const
    const { id, seal } = await happen(hand, report, what)
    await work.record(answered, { number: report.number, text: seal }, subjectOf(report))
    await hand.tell(report, id)
    return { number: report.number, state: report.state, version: report.version + 1 }
  },
})

/** Writes something down that only the desk reads. */
export const note = action({
  name: 'reports.note',
  path: '/reports/desk/:number/note',
  who: may('reports.note'),
  input: z.object({ number: about.number, text: text.min(1) }),
  output: standing,
  rules: [mayWorkOn],

  async run(work) {
    const report = await holdForDesk(work, { number: work.input.number }, 'reports.note')
    const what = { kind: 'noted', audience: 'desk', text: work.input.text } as const
    await happen(asOfficial(work), report, what)
    return stands(report)
  },
})

/** Gives a report to a unit, or takes it on oneself. */
export const assign = action({
  name: 'reports.assign',
  path: '/reports/desk/:number/assign',
  who: may('reports.assign'),
  input: z.object({
    ...about,
    unit: z.string().max(40).optional().meta({ input: 'select' }),
    official: z.enum(['keep', 'me', 'nobody']).default('keep').meta({ input: 'radios' }),
  }),
  output: standing,
  rules: [mayWorkOn],
  records: [assigned],

  async run(work) {
    const { tx, now, by, city, input } = work
    const report = await holdForDesk(work, input, 'reports.assign')
    const unit = input.unit ?? report.unit
    if (unit !== null && !city.units.some((each) => each.code === unit)) {
      throw new Refusal('invalid', [{ code: 'no-such-unit', field: 'unit' }])
    }
    const moves = unit !== report.unit
    const mine = input.official === 'me' ? by.ref : null
    const assignedTo = input.official === 'keep' && !moves ? report.assignedTo : mine
    const given = moves ? { unit, unitBy: by.as } : {}
    await change.changeReport(tx, report, { ...given, assignedTo }, now)
    const facts = { from: report.unit, to: unit, official: input.official }
    await happen(asOfficial(work), report, { kind: 'assigned', audience: 'desk', facts })
    if (moves && unit !== null) {
      await work.record(assigned, { number: report.number, unit }, subjectOf(report))
    }
    return { number: report.number, state: report.state, version: report.version + 1 }
  },
})
