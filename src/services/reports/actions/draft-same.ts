/** "Is it one of these?": whoever finds their problem reported already joins that report. It never keeps anybody from reporting. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { reportsOf } from '../config.ts'
import { numberIn } from '../model.ts'
import { alikeInPublic } from '../similar.ts'
import * as drafts from '../drafting.ts'
import { lifeOf, stepPath } from './draft.ts'

/** Says which of the shown reports it is, or that it is none of them. */
export const same = action({
  name: 'reports.same',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/same/say',
  who: anyone,
  input: z.object({
    draft: z.string().min(1).max(64).meta({ input: 'hidden' }),
    as: z.string().max(20).optional().meta({ input: 'hidden' }),
  }),
  output: z.object({ next: z.string() }),
  rules: [],
  onto: (output) => output.next,

  async run(work) {
    const { input, tx, now, city } = work
    const draft = await drafts.readDraft(tx, input.draft)
    const number = numberIn(input.as ?? '')
    if (number !== undefined) {
      const shown = await alikeInPublic(tx, draft, { reports: reportsOf(city), now })
      const known = shown.some((each) => numberIn(each.number) === number)
      if (!known) throw new Refusal('not-found', ['reports.no-such-report'])
    }
    await drafts.setStep(tx, input.draft, { sameAs: number ?? null }, lifeOf(work))
    return { next: stepPath(input.draft, 'photos') }
  },
})
