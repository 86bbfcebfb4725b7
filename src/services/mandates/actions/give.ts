import { action } from '#core/actions'
import { dateIn, dayBegins, Refusal } from '#core/kernel'
import { endActing, residents } from '#core/people'
import { z } from 'zod'
import { ended, given } from '../entries.ts'
import { SCOPES } from '../model.ts'
import { mayOffer } from '../rules.ts'

/** How one of the two calls the other: their own word, under their own key. */
export const called = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ personal: true, autocomplete: 'off' })
export const scopes = z.array(z.enum(SCOPES)).min(1).max(SCOPES.length)
export const which = z.object({ mandate: z.uuid().meta({ input: 'hidden' }) })

const guarded = { who: residents, fresh: true } as const
const limit = { per: 'session', most: 30, seconds: 3600 } as const

/** Invites somebody to act for oneself. Nothing comes of it before both have said yes. */
export const offer = action({
  name: 'mandates.offer',
  path: '/mandates/new/offer',
  ...guarded,
  input: z.object({ name: called, scopes, until: z.iso.date() }),
  output: z.object({ code: z.string() }),
  rules: [mayOffer],
  limit,
  onto: ({ code }) => `/mandates/invited/${code}`,

  async run({ input, by, now, city, mandates }) {
    const ref = by.ref ?? ''
    const mine = await mandates.of(ref)
    const standing = mine.filter(({ side, state }) => side === 'for' && state !== 'ended').length
    mayOffer.require({ today: dateIn(now, city.zone), until: input.until, standing })
    const until = dayBegins(input.until, city.zone)
    const { code } = await mandates.offer({ ...input, ref, until, at: now })
    return { code }
  },
})

/** Takes an invitation with the code that one was handed. */
export const take = action({
  name: 'mandates.take',
  path: '/mandates/take/enter',
  ...guarded,
  input: z.object({
    code: z.string().trim().min(10).max(60).meta({ input: 'text', autocomplete: 'off' }),
    name: called,
  }),
  output: z.object({}),
  rules: [],
  limit,
  onto: () => '/mandates',

  async run({ input, by, now, mandates }) {
    const said = await mandates.take({ ...input, ref: by.ref ?? '', at: now })
    if ('wait' in said) throw new Refusal('too-many', ['too-many'], { retryAfter: said.wait })
    if ('wrong' in said) {
      throw new Refusal('refused', [{ code: 'mandates.wrong-code', field: 'code' }])
    }
    if ('own' in said) throw new Refusal('refused', ['mandates.own-invitation'])
    return {}
  },
})

/** The second yes of whoever invited: the one who took the invitation is the one they meant. */
export const confirm = action({
  name: 'mandates.confirm',
  path: '/mandates/:mandate/confirm',
  ...guarded,
  input: which,
  output: z.object({}),
  rules: [],
  records: [given],
  on: () => '/mandates',
  onto: () => '/mandates',

  async run({ input, by, now, mandates, record }) {
    const done = await mandates.confirm({ ref: by.ref ?? '', mandate: input.mandate, at: now })
    if (!done) throw new Refusal('not-found', ['mandates.no-such-mandate'])
    await record(given, { kind: 'voluntary', count: 1 })
    return {}
  },
})

/** Takes a mandate back that one gave, at once: also from whoever acts by it at this moment. */
export const withdraw = action({
  name: 'mandates.withdraw',
  path: '/mandates/:mandate/withdraw',
  who: residents,
  input: which,
  output: z.object({}),
  rules: [],
  records: [ended],
  on: () => '/mandates',
  onto: () => '/mandates',

  async run({ input, by, tx, now, mandates, record }) {
    await endActing(tx, [input.mandate])
    const done = await mandates.end({ ref: by.ref ?? '', mandate: input.mandate, at: now })
    if (!done) throw new Refusal('not-found', ['mandates.no-such-mandate'])
    await record(ended, { why: 'withdrawn', count: 1 })
    return {}
  },
})
