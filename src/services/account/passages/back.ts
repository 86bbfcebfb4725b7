import { type Passing, passage, type Passed } from '#core/pages'
import { anyone } from '#core/people'
import { dateIn, Refusal } from '#core/kernel'
import type { Identity } from '#core/providers'
import { proveByProvider, residenceOf, residencyFrom } from '#services/residence'
import { z } from 'zod'
import { enterArrival } from '../actions/identities.ts'
import { providerOf, titleOf } from '../config.ts'
import { arrivedAs } from '../identity.ts'
import { type Carried, carriedShape, SAID, startOf } from './visit.ts'

type Back = Passing<{ readonly provider: string; readonly state?: string | undefined }>

/** What this browser took along when it left, for exactly this answer; null for everybody else. */
async function carriedBy({ input, carried }: Back): Promise<Carried | null> {
  const brought = input.state === undefined ? null : await carried(input.state)
  const known = carriedShape.safeParse(brought).data
  return known?.visit.provider === input.provider ? known : null
}

/** What went wrong, on the page where the way out began. */
function said({ city, input, language }: Back, went: Carried | null, wrong: string): Passed {
  const values = { provider: titleOf(city, input.provider, language) }
  return { on: went ? startOf(went) : '/sign-in', wrong, values }
}

const residenceWord = (code: string) => (code.includes('.') ? code : `residence.${code}`)

/** What the provider's word proves; the first reason why it proves nothing. */
function claimIn({ city, now }: Back, identity: Identity) {
  try {
    return { claim: residencyFrom(identity, residenceOf(city), dateIn(now, city.zone)) }
  } catch (failure) {
    const [reason] = failure instanceof Refusal ? failure.reasons : []
    if (!reason) throw failure
    return { wrong: residenceWord(reason.code) }
  }
}

async function goOn(passing: Back, went: Carried, arrival: string): Promise<Passed> {
  const { kind, next } = went
  if (kind === 'reside') {
    const proved = await passing.act(proveByProvider, { arrival })
    if ('wrong' in proved) return said(passing, went, residenceWord(proved.wrong))
    return { onto: '/residence' }
  }
  if (kind === 'add') return { onto: `/ways/new/${arrival}` }
  const came = await passing.act(enterArrival, { arrival, ...(next ? { next } : {}) })
  return 'wrong' in came ? said(passing, went, came.wrong) : { onto: came.output.next }
}

/**
 * Back from a provider (OpenID Connect Core 3.1.2.5). The answer counts once, in the browser that asked, and
 * nothing of it is believed before every check of the protocol has passed.
 */
export const back = passage({
  name: 'account.back',
  path: '/sign-in/back/:provider',
  who: anyone,
  input: z.object({ provider: z.string().max(30), state: z.string().max(500).optional() }),
  limit: { per: 'address', most: 60, seconds: 600 },

  async run(passing): Promise<Passed> {
    const { city, providers, accounts, browser, now } = passing
    const went = await carriedBy(passing)
    if (!went) return said(passing, null, 'provider-not-here')
    const spec = providerOf(city, went.visit.provider)
    if (!spec) return said(passing, null, 'no-such-provider')
    const found = await providers.arrive(went.visit, passing.address)
    if ('wrong' in found) return said(passing, went, SAID[found.wrong])
    const about = went.kind === 'reside' ? claimIn(passing, found) : { claim: null }
    if ('wrong' in about) return said(passing, went, about.wrong)
    const { peopleRef } = went
    const provedAt = found.provedAt
    const asked = { ...arrivedAs(found, spec), ...about, provedAt, browser, peopleRef, now }
    const { arrival } = await accounts.arrive(asked)
    return goOn(passing, went, arrival)
  },
})
