/** After a mistake of a version: people look at everything again that it decided (spec R10). */
import { action } from '#core/actions'
import { listAffected } from '#core/decisions'
import {
  answered,
  differing,
  lookAgain as giveBack,
  MOST_AGAIN,
  replayedBy,
  replayWindow,
} from '#services/reports'
import { z } from 'zod'
import { lookedAgain } from '../entries.ts'
import { stoppers } from './reviewing.ts'
import { nameOf } from './writing.ts'

const words = z.string().trim().min(10).max(1000).meta({ input: 'textarea', rows: 4 })
const which = { name: nameOf.meta({ input: 'hidden' }), ...replayWindow }
const output = z.object({ name: z.string(), cases: z.number(), back: z.number() })
const records = [lookedAgain, answered]

/** Gives every open case of a version and period back to people, and writes to those who brought it. */
export const lookAgain = action({
  name: 'algorithms.look-again',
  path: '/algorithms/:name/affected/look-again',
  who: stoppers,
  input: z.object({ ...which, text: words }),
  output,
  rules: [],
  records,
  onto: ({ name }) => `/algorithms/${name}`,

  async run(work) {
    const { name, text, version, from, to } = work.input
    const found = await listAffected(work.tx, { name, version, from, to, limit: MOST_AGAIN })
    const numbers = [...new Set(found.map(({ about }) => about))].flatMap((about) => {
      return /^\/reports\/(R-\d+)$/.exec(about)?.[1] ?? []
    })
    const back = await giveBack(work, numbers, text)
    const entry = { decision: name, version, cases: numbers.length, back }
    await work.record(lookedAgain, entry, { subject: `/algorithms/${name}` })
    return { name, cases: numbers.length, back }
  },
})

/** The same for those alone that other code, rules or classifiers would have decided otherwise. */
export const lookAgainAtOthers = action({
  name: 'algorithms.look-again-at-others',
  path: '/algorithms/:name/replay/look-again',
  who: stoppers,
  input: z.object({ ...which, by: replayedBy.meta({ input: 'hidden' }), text: words }),
  output,
  rules: [],
  records,
  onto: ({ name }) => `/algorithms/${name}`,

  async run(work) {
    const { name, text, by, version, from, to } = work.input
    const numbers = await differing(work, { name, version, from, to }, by)
    const back = await giveBack(work, numbers, text)
    const entry = { decision: name, version, cases: numbers.length, back }
    await work.record(lookedAgain, entry, { subject: `/algorithms/${name}` })
    return { name, cases: numbers.length, back }
  },
})
