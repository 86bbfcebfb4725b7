/** What is said when a report is over: by whoever reported, and by whoever joined. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { judged } from '../entries.ts'
import { shieldWords } from '../keeping.ts'
import { judge as write, judgement } from '../judging.ts'
import { originalWords } from '../purposes.ts'
import { mayJudge } from '../splitting.ts'
import { changeReport, holdReport } from '../store/change.ts'
import { followerBehind, readContact } from '../store/followers.ts'
import { keepOriginal } from '../store/mailed.ts'
import type { Held } from '../store/rows.ts'
import { asReporter, guarded, holdMine } from './follow.ts'

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
  keeps: [originalWords],
  records: [judged],
  limit,

  async run(work) {
    const { input, tx, by, now, city } = work
    const report = await holdMine(tx, by, input.code)
    const { satisfied } = input
    const said = input.text ? await guarded(work, report, input.text) : undefined
    await write(asReporter(work), report, { giver: 'reporter', satisfied, text: said?.text }, city)
    const { original = report.original } = said?.more ?? {}
    if (original !== report.original) await changeReport(tx, report, { original }, now)
    return { number: report.number, state: report.state }
  },
})

/** What whoever joined says, without what may not be seen; the whole goes into the vault under their own name. */
async function joinedWords(
  work: Work<{ text?: string | undefined }>,
  { number }: Held,
  follower: number,
): Promise<string | undefined> {
  const { tx, input, newId } = work
  if (!input.text) return undefined
  const whose = await readContact(tx, `R-${follower}`)
  const it = { ref: whose?.contact ?? null, held: null, number, which: `joined-${newId()}` }
  const { text, original } = await shieldWords(work, it, input.text)
  if (original) await keepOriginal(tx, follower, original)
  return text
}

/** Whoever joined says it too. */
export const judgeJoined = action({
  name: 'reports.judge-joined',
  path: '/reports/following/:code/judge',
  who: anyone,
  input: z.object({ ...code, ...judgement }),
  output: outcome,
  rules: [mayJudge],
  keeps: [originalWords],
  records: [judged],
  limit,

  async run(work) {
    const { input, tx, city } = work
    const found = await followerBehind(tx, input.code)
    if (!found) throw new Refusal('not-found', ['reports.no-such-report'])
    const report = await holdReport(tx, found.number)
    const { satisfied } = input
    const text = await joinedWords(work, report, found.follower)
    await write(asReporter(work), report, { giver: found.follower, satisfied, text }, city)
    return { number: report.number, state: report.state }
  },
})
