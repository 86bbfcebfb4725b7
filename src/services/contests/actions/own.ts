/** What whoever contested can do: take it back, ask for another person, erase the words. */
import { action } from '#core/actions'
import { anyone } from '#core/people'
import { z } from 'zod'
import { moved } from '../entries.ts'
import { mayAskAgain, mayForget, mayWithdraw } from '../rules.ts'
import { forget, holdMine } from '../store/change.ts'
import { dueAfter, happen, move, todayOf } from '../story.ts'

const about = { code: z.string().max(64).meta({ input: 'hidden' }) }
const common = {
  who: anyone,
  input: z.object(about),
  output: z.object({ state: z.string() }),
  limit: { per: 'address', most: 30, seconds: 3600 },
} as const

/** Takes a contest back. */
export const withdraw = action({
  ...common,
  name: 'contests.withdraw',
  path: '/contests/mine/:code/withdraw',
  rules: [mayWithdraw],
  records: [moved],

  async run(work) {
    const { tx, input, by, now } = work
    const contest = await holdMine(tx, input.code, by.ref)
    mayWithdraw.require(contest)
    await move(work, contest, { to: 'withdrawn', by: 'contestant', more: { endedAt: now } })
    return { state: 'withdrawn' }
  },
})

/** Asks that another person looks at a rejection, once. The clock begins anew. */
export const askAgain = action({
  ...common,
  name: 'contests.ask-again',
  path: '/contests/mine/:code/ask-again',
  rules: [mayAskAgain],
  records: [moved],

  async run(work) {
    const { tx, input, by } = work
    const contest = await holdMine(tx, input.code, by.ref)
    const today = todayOf(work)
    mayAskAgain.require({ state: contest.state, today, until: contest.againUntil })
    const dueOn = dueAfter(today, work)
    const more = { dueOn, extendedWhy: null, escalatedOn: null, firstAnswer: contest.answer }
    await move(work, contest, { to: 'second_review', by: 'contestant', more, says: dueOn })
    return { state: 'second_review' }
  },
})

/** Erases grounds and answers; what remains is that there was a contest, and what came of it. */
export const erase = action({
  ...common,
  name: 'contests.erase',
  path: '/contests/mine/:code/erase',
  rules: [mayForget],

  async run(work) {
    const { tx, input, by } = work
    const contest = await holdMine(tx, input.code, by.ref)
    mayForget.require({ state: contest.state, erased: contest.erasedOn !== null })
    await forget(tx, contest.id, todayOf(work))
    await happen(work, contest.id, { state: 'erased', by: 'contestant' })
    return { state: contest.state }
  },
})
