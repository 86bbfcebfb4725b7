/** Whoever reviews a contest left, is absent or cannot go on: another person does, on the same clock. */
import { action } from '#core/actions'
import { may } from '#core/people'
import { actedOn } from '#services/reports'
import { z } from 'zod'
import { takenOver } from '../entries.ts'
import { handovers, numberOf } from '../model.ts'
import { mayTakeOver } from '../rules.ts'
import { change, holdAt } from '../store/change.ts'
import { reviewedBefore } from '../store/lists.ts'
import { happen, subjectOf } from '../story.ts'
import { isMine } from './review.ts'

/** Takes a contest over. Why is public, who is not; the day of the answer stays. */
export const takeOver = action({
  name: 'contests.take-over',
  path: '/contests/desk/:number/take-over',
  who: may('contests.review'),
  input: z.object({
    number: z.string().max(20).meta({ input: 'hidden' }),
    version: z.number().int().meta({ input: 'hidden' }),
    why: z.enum(handovers).meta({ input: 'radios' }),
  }),
  output: z.object({ number: z.string(), state: z.string() }),
  rules: [mayTakeOver],
  records: [takenOver],

  async run(work) {
    const { tx, input, by } = work
    const contest = await holdAt(tx, input)
    const { badge } = by.actor
    const { state } = contest
    mayTakeOver.require({
      state,
      earlier: await actedOn(tx, contest.report),
      badge,
      reviewed: await reviewedBefore(tx, contest.id),
      taken: contest.secondReviewer !== null,
      own: contest.ref !== null && contest.ref === by.ref,
      mine: isMine(contest, badge),
    })
    const whose = state === 'second_review' ? { secondReviewer: badge } : { reviewer: badge }
    await change(tx, contest.id, whose)
    await happen(work, contest.id, { state: 'taken_over', by: 'reviewer', says: input.why })
    const number = numberOf(contest.id)
    await work.record(takenOver, { number, why: input.why }, subjectOf(contest))
    return { number, state }
  },
})
