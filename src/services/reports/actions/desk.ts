/** What officials do with a report: move it, assign it, ask, answer. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { advance } from '../advance.ts'
import { answered, assigned, dueMoved, moved } from '../entries.ts'
import { states } from '../model.ts'
import { mayMove, mayWorkOn } from '../rules.ts'
import { personal, saidInPublic } from '../said.ts'
import { mayCloseParts } from '../splitting.ts'
import { about, asOfficial, holdForDesk, standing, waitsUntil } from './at-desk.ts'
import { answerOne, assignOne, stands, wentOut } from './doing.ts'

const text = z.string().max(3000).meta({ input: 'textarea', rows: 5 })

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
    personal,
  }),
  output: standing,
  rules: [mayWorkOn, mayMove, mayCloseParts],
  records: [moved, dueMoved],

  async run(work) {
    const { to, text: typed, closeParts } = work.input
    const report = await holdForDesk(work, work.input, 'reports.move')
    if (to === 'duplicate') throw new Refusal('refused', [{ code: 'needs-target', field: 'to' }])
    const until = waitsUntil(work, to)
    const isPublic = typed !== undefined && to !== 'waiting_reporter'
    const words = isPublic ? saidInPublic(typed, work.input.personal) : typed
    const wanted = { to, as: 'official', text: words, until, closeParts } as const
    await wentOut(work, report, 'move')
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
    await wentOut(work, report, 'ask')
    return stands(await advance(asOfficial(work), report, wanted))
  },
})

/** Answers in public, without moving the report. */
export const answer = action({
  name: 'reports.answer',
  path: '/reports/desk/:number/answer',
  who: may('reports.answer'),
  input: z.object({ ...about, text: text.min(1), personal }),
  output: standing,
  rules: [mayWorkOn],
  records: [answered],

  async run(work) {
    const report = await holdForDesk(work, work.input, 'reports.answer')
    const words = saidInPublic(work.input.text, work.input.personal)
    await wentOut(work, report, 'answer')
    return stands(await answerOne(work, report, words))
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
    const { input } = work
    const report = await holdForDesk(work, input, 'reports.assign')
    const unit = input.unit ?? report.unit
    return stands(await assignOne(work, report, { unit, official: input.official }))
  },
})
