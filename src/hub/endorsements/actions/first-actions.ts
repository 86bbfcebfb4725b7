/** The city is asked for one action in each area of the checklist; whoever names none endorses all the same. */
import { z } from 'zod'
import { action } from '#core/actions'
import { anyone } from '#core/people'
import { areas } from '../model.ts'
import { mayChange } from '../rules.ts'
import { setActions } from '../store/first-actions.ts'
import { after, changing, code, limit, next } from './draft.ts'

const words = z.string().trim().max(500).optional().meta({ input: 'textarea', rows: 2 })

/** Keeps the actions a city names, by area (coalition-access.md 3.1, E). */
export const keepActions = action({
  name: 'endorsements.keep-actions',
  path: '/endorse/draft/:code/actions/keep-actions',
  who: anyone,
  input: z.object({
    code,
    institutional: words,
    process: words,
    access: words,
    privacy: words,
    transparency: words,
    participation: words,
    openness: words,
  }),
  output: next,
  rules: [mayChange],
  limit,
  onto: (output) => output.next,

  async run(work) {
    const { input, tx } = work
    const found = await changing(work, input.code)
    const named = areas.flatMap((area) => (input[area] ? [{ area, text: input[area] }] : []))
    await setActions(tx, found.number, named)
    return { next: after(found, input.code, 'check') }
  },
})
