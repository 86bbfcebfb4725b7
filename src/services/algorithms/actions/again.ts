/** After a mistake of a version: people look at everything again that it decided (spec R10). */
import { action } from '#core/actions'
import { listAffected } from '#core/decisions'
import { answered, lookAgain as giveBack } from '#services/reports'
import { z } from 'zod'
import { lookedAgain } from '../entries.ts'
import { stoppers } from './reviewing.ts'
import { nameOf } from './writing.ts'

/** Cases that go back in one act; the act may be done again for the others. */
const MOST = 200

const hidden = { input: 'hidden' } as const

/** Gives every open case of a version and period back to people, and writes to those who brought it. */
export const lookAgain = action({
  name: 'algorithms.look-again',
  path: '/algorithms/:name/affected/look-again',
  who: stoppers,
  input: z.object({
    name: nameOf.meta(hidden),
    version: z.coerce.number().int().meta(hidden),
    from: z.iso.date().meta(hidden),
    to: z.iso.date().meta(hidden),
    text: z.string().trim().min(10).max(1000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: z.object({ name: z.string(), cases: z.number(), back: z.number() }),
  rules: [],
  records: [lookedAgain, answered],
  onto: ({ name }) => `/algorithms/${name}`,

  async run(work) {
    const { name, text, ...which } = work.input
    const found = await listAffected(work.tx, { name, ...which, limit: MOST })
    const numbers = [...new Set(found.map(({ about }) => about))].flatMap((about) => {
      return /^\/reports\/(R-\d+)$/.exec(about)?.[1] ?? []
    })
    const back = await giveBack(work, numbers, text)
    const entry = { decision: name, version: which.version, cases: numbers.length, back }
    await work.record(lookedAgain, entry, { subject: `/algorithms/${name}` })
    return { name, cases: numbers.length, back }
  },
})
