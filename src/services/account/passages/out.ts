import { Refusal } from '#core/kernel'
import { type Passing, passage, type Passed } from '#core/pages'
import { anyone, residents } from '#core/people'
import type { Wish } from '#core/providers'
import { residenceOf } from '#services/residence'
import { z } from 'zod'
import { providerOf, titleOf } from '../config.ts'
import { next } from '../model.ts'
import { type Carried, SAID, startOf } from './visit.ts'

const calm = { per: 'address', most: 30, seconds: 600 } as const
const provider = z.string().max(30)

type Going = Pick<Carried, 'kind' | 'next' | 'need'>

/** Prepares a visit, and lets the browser take with it what proves on the way back that it was this one. */
async function go(
  passing: Passing<{ readonly provider: string }>,
  going: Going,
  wish: Wish,
): Promise<Passed> {
  const { input, city, person, providers, language } = passing
  if (!providerOf(city, input.provider)) throw new Refusal('not-found', ['no-such-provider'])
  const left = await providers.depart(input.provider, wish)
  if ('wrong' in left) {
    const values = { provider: titleOf(city, input.provider, language) }
    return { on: startOf(going), wrong: SAID[left.wrong], values }
  }
  const peopleRef = going.kind === 'enter' ? null : (person?.ref ?? null)
  await passing.carry(left.visit.state, { ...going, peopleRef, visit: left.visit })
  return { to: left.to }
}

/** To a provider, to sign in with it. */
export const enterOut = passage({
  name: 'account.with-provider',
  path: '/sign-in/with/:provider',
  who: anyone,
  input: z.object({ provider, next }),
  limit: calm,
  run: (passing) =>
    go(passing, { kind: 'enter', next: passing.input.next }, { least: 'low', fresh: false }),
})

/** To a provider, to show more or again who it is, before something that matters (RFC 9470). */
export const proveOut = passage({
  name: 'account.prove-with',
  path: '/prove/with/:provider',
  who: residents,
  input: z.object({ provider, next, need: z.enum(['more', 'again', 'high']).default('again') }),
  limit: calm,
  run(passing) {
    const { need, next: onto } = passing.input
    const least = { again: 'low', more: 'substantial', high: 'high' } as const
    return go(passing, { kind: 'prove', need, next: onto }, { least: least[need], fresh: true })
  },
})

/** To a provider, to add it to one's ways to sign in. */
export const addOut = passage({
  name: 'account.add-with',
  path: '/ways/with/:provider',
  who: residents,
  input: z.object({ provider }),
  limit: calm,
  run: (passing) => go(passing, { kind: 'add' }, { least: 'low', fresh: false }),
})

/** To a provider whose word the city takes for where somebody lives (privacy-record.md 5). */
export const resideOut = passage({
  name: 'account.residence-with',
  path: '/ways/residence/:provider',
  who: residents,
  input: z.object({ provider }),
  limit: calm,
  run(passing) {
    const spec = providerOf(passing.city, passing.input.provider)
    const trusted = spec && residenceOf(passing.city).providers[spec.issuer]
    if (!trusted) throw new Refusal('not-found', ['no-such-provider'])
    return go(passing, { kind: 'reside' }, { least: trusted.assurance, fresh: true })
  },
})

/** To a provider, to sign out there as well (OpenID Connect RP-Initiated Logout 1.0). */
export const leaveOut = passage({
  name: 'account.leave-provider',
  path: '/signed-out/:provider',
  who: anyone,
  input: z.object({ provider }),
  limit: calm,
  async run({ input, providers, city, language }) {
    const to = providerOf(city, input.provider) && (await providers.leave(input.provider))
    if (to) return { to }
    const values = { provider: titleOf(city, input.provider, language) }
    return { on: '/signed-out', wrong: 'provider-no-way-out', values }
  },
})
