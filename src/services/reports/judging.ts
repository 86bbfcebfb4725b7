/** Was it solved? What whoever reported or joined says of it, once for each time the report was closed. */
import type { CityFacts } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { z } from 'zod'
import { reportsOf } from './config.ts'
import * as entries from './entries.ts'
import { type Hand, happen, subjectOf } from './hand.ts'
import { mayJudge } from './splitting.ts'
import { addFeedback, hasJudged } from './store/feedback.ts'
import type { Held } from './store/rows.ts'

/** What is asked: solved or not, and in what way not. */
export const judgement = {
  satisfied: z.enum(['yes', 'no']).meta({ input: 'radios' }),
  text: z.string().max(3000).optional().meta({ input: 'textarea', rows: 4 }),
}

/** Who says it: the reporter, or the number of whoever joined. */
export type Giver = 'reporter' | number

interface Said {
  readonly giver: Giver
  readonly satisfied: 'yes' | 'no'
  readonly text?: string | undefined
}

/** Writes it down: for the statistics, for the desk, and sealed for the public record. */
export async function judge(hand: Hand, report: Held, said: Said, city: CityFacts): Promise<void> {
  const { tx, now } = hand
  const { giver, satisfied, text } = said
  const closedOn = report.closedAt && dateIn(report.closedAt, city.zone)
  mayJudge.require({
    state: report.state,
    closedOn,
    today: dateIn(now, city.zone),
    feedbackDays: reportsOf(city).terms.feedbackDays,
    judged: await hasJudged(tx, report, giver),
  })
  if (report.closedAt === null) throw new Refusal('refused', ['reports.not-closed'])
  const closedAt = report.closedAt
  await addFeedback(tx, { report: report.id, giver, closedAt, satisfied, at: now })
  const audience = giver === 'reporter' ? 'reporter' : 'desk'
  const facts = { satisfied }
  const what = { kind: 'judged', audience, facts, ...(text ? { text } : {}) } as const
  const { seal } = await happen(hand, report, what)
  await hand.record(entries.judged, { number: report.number, text: seal }, subjectOf(report))
}
