import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { prove, proving } from '../proving.ts'

/**
 * A provider that the city trusts said where somebody lives: whoever left for it in this browser is a verified
 * resident by its word. What it said waits in the vault, so nobody can say it in its place.
 */
export const proveByProvider = action({
  name: 'residence.prove-by-provider',
  path: '/residence/by-provider',
  who: residents,
  input: z.object({ arrival: z.string().min(1).max(100).meta({ input: 'hidden' }) }),
  output: z.object({}),
  ...proving,
  limit: { per: 'session', most: 10, seconds: 3600 },
  onto: () => '/residence',

  async run(work) {
    const { input, by, now, browser, residence } = work
    const ref = by.ref ?? ''
    const said = await residence.claimed({ ref, arrival: input.arrival, browser, now })
    if (!said) throw new Refusal('refused', ['residence.claim-over'])
    await prove(work, { ref, way: 'provider', ...said })
    return {}
  },
})
