/** Legal holds by two officials: one asks with the number of the order, another agrees. */
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import * as entries from '../entries.ts'

/** Officials who hold data by order. */
export const holders = may('processing.hold')

const guarded = { who: holders, fresh: true, rules: [] } as const
const order = z.uuid().meta({ input: 'hidden' })
const back = '/processing/holds'

/** Asks that data be kept. The vault finds whom it is about and says how many they are. */
export const askHold = action({
  ...guarded,
  name: 'processing.ask-hold',
  path: '/processing/holds/ask',
  input: z.object({
    class: z.string().min(1).max(100).meta({ input: 'select' }),
    reference: z.string().trim().min(3).max(120),
    case: z.string().trim().max(100).default(''),
    email: z.union([z.literal(''), z.email().max(320)]).default(''),
  }),
  output: z.object({ people: z.number() }),
  limit: { per: 'session', most: 30, seconds: 3600 },
  onto: () => back,

  async run({ input, now, by, oversight }) {
    const { class: retention, reference, case: of, email } = input
    if ((of === '') === (email === '')) {
      throw new Refusal('invalid', [{ code: 'case-or-account', field: 'case' }])
    }
    const whom = of === '' ? { email } : { case: of }
    const actor = { ...by.actor, ref: by.ref }
    const asked = { class: retention, reference, ...whom, actor, at: now }
    const { people } = await oversight.askHold(asked)
    if (people === 0) {
      throw new Refusal('refused', [{ code: 'nobody-held', field: of === '' ? 'email' : 'case' }])
    }
    return { people }
  },
})

/** Asks that an order be ended. */
export const askRelease = action({
  ...guarded,
  name: 'processing.ask-release',
  path: '/processing/holds/release',
  input: z.object({ order }),
  output: z.object({}),
  onto: () => back,

  async run({ input, now, by, oversight }) {
    const actor = { ...by.actor, ref: by.ref }
    if (!(await oversight.askRelease({ order: input.order, actor, at: now }))) {
      throw new Refusal('refused', ['hold-over'])
    }
    return {}
  },
})

/** Another official agrees or declines. */
export const decideHold = action({
  ...guarded,
  name: 'processing.decide-hold',
  path: '/processing/holds/decide',
  input: z.object({
    order,
    verdict: z.enum(['agree', 'decline']).meta({ input: 'hidden' }),
  }),
  output: z.object({}),
  records: [entries.held],
  onto: () => back,

  async run({ input, now, by, oversight, record }) {
    const actor = { ...by.actor, ref: by.ref }
    const agreed = input.verdict === 'agree'
    const all = await oversight.orders(by.ref ?? '')
    const about = all.find(({ id }) => id === input.order)
    const came =
      about && (await oversight.decideHold({ order: input.order, agreed, actor, at: now }))
    if (!about || came === 'over') throw new Refusal('refused', ['hold-over'])
    if (came === 'own') throw new Refusal('refused', ['second-official'])
    if (agreed) {
      const body = { change: about.change, class: about.class }
      await record(entries.held, body, { subject: '/processing/kept' })
    }
    return {}
  },
})
