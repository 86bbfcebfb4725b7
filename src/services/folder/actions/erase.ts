import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { exercised } from '../entries.ts'
import { mayErase } from '../rules.ts'

/** The class with which the account itself goes. */
const ACCOUNT = 'account'

/** Erases a class of one's own data for good: its key is destroyed (GDPR art. 17). */
export const erase = action({
  name: 'folder.erase',
  path: '/folder/erasing/:class/erase',
  who: residents,
  fresh: true,
  input: z.object({ class: z.string().min(1).max(200) }),
  output: z.object({ goneAt: z.string() }),
  rules: [mayErase],
  records: [exercised],
  limit: { per: 'session', most: 20, seconds: 3600 },
  on: (input) => `/folder/erasing/${encodeURIComponent(String(input['class']))}`,
  onto: ({ goneAt }, input) =>
    input.class === ACCOUNT
      ? `/folder/closed?gone=${goneAt.slice(0, 10)}`
      : '/folder/rights#erased',

  async run({ input, by, rights, record, session }) {
    const posts = by.person?.posts ?? []
    mayErase.require({ class: input.class, posts: posts.length, outcome: 'asked' })
    const { classes, goneAt } = await rights.erase([input.class])
    const [one] = classes
    if (!one) throw new Refusal('not-found', ['folder.nothing-to-erase'])
    mayErase.require({ class: input.class, posts: posts.length, outcome: one.outcome })
    await record(exercised, { right: 'erasure', count: 1 })
    if (input.class === ACCOUNT) await session.endAll(by.person?.ref ?? '')
    return { goneAt }
  },
})
