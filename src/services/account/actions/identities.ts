import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone, residents } from '#core/people'
import { z } from 'zod'
import { next, withNext } from '../model.ts'
import { enter, tell } from './entering.ts'
import { requireStrength } from './strength.ts'

const calm = { per: 'address', most: 60, seconds: 600 } as const
const arrival = z.string().min(1).max(100)
const onTo = z.object({ next: z.string() })
const newcomer = ({ arrival: one, next: onto }: Readonly<Record<string, unknown>>) =>
  withNext(`/sign-in/new/${String(one)}`, typeof onto === 'string' ? onto : undefined)

/** Signs in who came back from a provider; somebody nobody knows here is asked first what they want. */
export const enterArrival = action({
  name: 'account.enter-arrival',
  onBehalf: 'own',
  path: '/sign-in/new/:arrival/enter',
  who: anyone,
  input: z.object({ arrival, next }),
  output: onTo,
  rules: [],
  limit: calm,
  on: newcomer,
  onto: ({ next: onto }) => onto,

  async run(work) {
    const { input, by, now, accounts, browser } = work
    const peopleRef = by.person?.ref ?? null
    const came = await accounts.enterArrival({ arrival: input.arrival, browser, peopleRef, now })
    if ('stranger' in came) throw new Refusal('refused', ['provider-stranger'])
    if ('unknown' in came) return { next: newcomer(input) }
    return enter(work, came, { code: 'arrival-over' })
  },
})

/** A new account for somebody who came from a provider and has none here. */
export const openArrival = action({
  name: 'account.open-arrival',
  path: '/sign-in/new/:arrival/open',
  who: anyone,
  input: z.object({ arrival, next }),
  output: onTo,
  rules: [],
  limit: calm,
  on: () => '/sign-in',
  onto: ({ next: onto }) => onto,

  async run(work) {
    const { input, now, accounts, browser, language } = work
    const asked = { arrival: input.arrival, browser, language, now }
    return enter(work, await accounts.openArrival(asked), { code: 'arrival-over' })
  },
})

/** Adds an account of a provider to one's ways to sign in, once one has seen which account it is. */
export const addIdentity = action({
  name: 'account.add-identity',
  path: '/ways/new/:arrival/add',
  who: residents,
  fresh: true,
  input: z.object({ arrival }),
  output: z.object({}),
  rules: [],
  limit: calm,
  onto: () => '/ways',
  on: ({ arrival: one }) => `/ways/new/${String(one)}`,

  async run(work) {
    const { input, by, now, accounts, browser } = work
    await requireStrength(work)
    const peopleRef = by.person?.ref ?? ''
    const said = await accounts.addArrival({ ...input, browser, peopleRef, now })
    if (said === 'over') throw new Refusal('refused', ['arrival-over'])
    if (said === 'others') throw new Refusal('refused', ['identity-of-others'])
    if (said === 'too-many') throw new Refusal('refused', ['identities-too-many'])
    await tell(work, peopleRef, 'changed')
    return {}
  },
})

/** Takes one of them away again; never the last way to sign in. */
export const removeIdentity = action({
  name: 'account.remove-identity',
  path: '/ways/leave',
  who: residents,
  fresh: true,
  input: z.object({ identity: z.string().min(1).max(100) }),
  output: z.object({}),
  rules: [],
  on: () => '/ways',
  onto: () => '/ways',

  async run(work) {
    const { input, by, now, accounts } = work
    await requireStrength(work)
    const peopleRef = by.person?.ref ?? ''
    const said = await accounts.removeIdentity({ ...input, peopleRef, now })
    if (said === 'none') throw new Refusal('not-found', ['no-such-identity'])
    if (said === 'last') throw new Refusal('refused', ['last-way'])
    await tell(work, peopleRef, 'changed')
    return {}
  },
})
