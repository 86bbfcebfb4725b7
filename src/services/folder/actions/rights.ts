import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { exercised } from '../entries.ts'

const own = {
  who: residents,
  output: z.object({}),
  rules: [],
  records: [exercised],
  limit: { per: 'session', most: 60, seconds: 3600 },
  on: () => '/folder/rights',
} as const

const code = z.string().min(1).max(200).meta({ input: 'hidden' })

/** Withdraws a consent: from this moment nothing is read for it (GDPR art. 7(3)). */
export const withdraw = action({
  ...own,
  name: 'folder.withdraw',
  path: '/folder/rights/withdraw',
  input: z.object({ notice: code }),
  onto: () => '/folder/rights#consents',
  async run({ input, rights, record }) {
    const stood = await rights.withdraw(input.notice)
    if (!stood) throw new Refusal('not-found', ['folder.no-consent'])
    await record(exercised, { right: 'withdrawal', count: 1 })
    return {}
  },
})

/** Restricts a class of data: it is kept, and nobody but the person reads it (GDPR art. 18). */
export const restrict = action({
  ...own,
  name: 'folder.restrict',
  path: '/folder/rights/restrict',
  input: z.object({ class: code }),
  onto: () => '/folder/rights#restrict',
  async run({ input, rights, record }) {
    await rights.limit({ kind: 'restriction', subject: input.class })
    await record(exercised, { right: 'restriction', count: 1 })
    return {}
  },
})

/** Objects to a purpose of public task or legitimate interest: nobody reads for it (GDPR art. 21). */
export const object = action({
  ...own,
  name: 'folder.object',
  path: '/folder/rights/object',
  input: z.object({ purpose: code }),
  onto: () => '/folder/rights#object',
  async run({ input, rights, record }) {
    await rights.limit({ kind: 'objection', subject: input.purpose })
    await record(exercised, { right: 'objection', count: 1 })
    return {}
  },
})

/** Lifts one's own restriction or objection again. */
export const lift = action({
  ...own,
  name: 'folder.lift',
  path: '/folder/rights/lift',
  input: z.object({
    kind: z.enum(['restriction', 'objection']).meta({ input: 'hidden' }),
    subject: code,
  }),
  onto: (_, { kind }) =>
    kind === 'restriction' ? '/folder/rights#restrict' : '/folder/rights#object',
  async run({ input, rights, record }) {
    if (!(await rights.lift(input))) throw new Refusal('not-found', ['folder.no-limitation'])
    await record(exercised, { right: 'lifting', count: 1 })
    return {}
  },
})
