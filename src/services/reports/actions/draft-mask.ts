/** What of the typed words everybody may see: chosen piece by piece, hidden unless its writer leaves it. */
import { z } from 'zod'
import { action } from '#core/actions'
import { anyone } from '#core/people'
import * as drafts from '../drafting.ts'
import { lifeOf } from './draft.ts'
import { afterWords } from './draft-words.ts'

/** Leaves the ticked pieces visible and hides the others. */
export const mask = action({
  name: 'reports.mask',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/seen/mask',
  who: anyone,
  input: z.object({
    draft: z.string().min(1).max(64).meta({ input: 'hidden' }),
    left: z.array(z.string().max(300)).max(50).default([]).meta({ input: 'checkboxes' }),
  }),
  output: z.object({ next: z.string() }),
  rules: [],
  onto: (output) => output.next,

  async run(work) {
    const { input, tx } = work
    const draft = await drafts.readDraft(tx, input.draft)
    await drafts.setStep(tx, input.draft, { left: input.left }, lifeOf(work))
    return { next: await afterWords(work, draft, input.draft) }
  },
})
