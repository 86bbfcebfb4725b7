/** What is said when a report is over: by whoever reported, and by whoever joined. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { judged } from '../entries.ts'
import { judge as write, judgement } from '../judging.ts'
import { mayJudge } from '../splitting.ts'
import { holdReport } from '../store/change.ts'
import { followerBehind } from '../store/followers.ts'
import { asReporter, holdMine } from './follow.ts'

const code = { code: z.string().min(1).max(64).meta({ input: 'hidden' }) }
const outcome = z.object({ number: z.string(), state: z.string() })
const limit = { per: 'address', most: 120, seconds: 3600 } as const

/** Whoever reported says whether it was solved. */
export const judge = action({
  name: 'reports.judge',
  onBehalf: 'reports.answer',
  path: '/reports/mine/:code/judge',
  who: anyone,
  input: z.object({ ...code, ...judgement }),
  output: outcome,
  rules: [mayJudge],
  records: [judged],
  limit,

  async run(work) {
    const { input, tx, by, city } = work
    const report = await holdMine(tx, by, input.code)
    const { satisfied, text } = input
    await write(asReporter(work), report, { giver: 'reporter', satisfied, text }, city)
    return { number: report.number, state: report.state }
  },
})

/** Whoever joined says it too. */
export const judgeJoined = action({
  name: 'reports.judge-joined',
  path: '/reports/following/:code/judge',
  who: anyone,
  input: z.object({ ...code, ...judgement }),
  output: outcome,
  rules: [mayJudge],
  records: [judged],
  limit,

  async run(work) {
    const { input, tx, city } = work
    const found = await followerBehind(tx, input.code)
    if (!found) throw new Refusal('not-found', ['reports.no-such-report'])
    const report = await holdReport(tx, found.number)
    const { satisfied, text } = input
    await write(asReporter(work), report, { giver: found.follower, satisfied, text }, city)
    return { number: report.number, state: report.state }
  },
})
