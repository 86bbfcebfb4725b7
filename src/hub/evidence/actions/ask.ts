/** Whom the hub asks: the secretariat says, and a city may say that something changed. */
import { z } from 'zod'
import { action } from '#core/actions'
import { asciiDomain } from '#core/discovery'
import { Refusal } from '#core/kernel'
import { anyone, may } from '#core/people'
import * as entries from '../entries.ts'
import { hasten, setNode } from '../store/nodes.ts'

/** A domain as it is written down: in the letters of the DNS; a name of this machine only in trials. */
function domainOf(given: string, trial: boolean): string {
  const ascii = asciiDomain(given) ?? (/^localhost:\d+$/.test(given) && trial ? given : undefined)
  const local = /^[a-z0-9.-]+\.localhost:\d+$/.test(given) && trial ? given : undefined
  const domain = local ?? ascii
  if (domain === undefined) throw new Refusal('invalid', [{ code: 'no-domain', field: 'domain' }])
  return domain
}

export const watch = action({
  name: 'evidence.watch',
  path: '/evidence/watch',
  who: may('evidence.watch'),
  input: z.object({
    city: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
      .max(100)
      .meta({ input: 'text' }),
    domain: z.string().min(3).max(260).meta({ input: 'text' }),
    asking: z.enum(['yes', 'no']).default('yes').meta({ input: 'radios' }),
  }),
  output: z.object({ city: z.string(), changed: z.boolean() }),
  rules: [],
  records: [entries.watched],
  on: () => '/evidence',
  onto: ({ city }) => `/evidence/${city}`,

  async run({ input, tx, now, city: hub, record }) {
    const domain = domainOf(input.domain, hub.sampleCity || /localhost/.test(hub.url))
    const asking = input.asking === 'yes'
    const changed = await setNode(tx, { city: input.city, domain, asking, now })
    const body = { city: input.city, domain, asking }
    if (changed) await record(entries.watched, body, { subject: `/evidence/${input.city}` })
    return { city: input.city, changed }
  },
})

/** A city says that something changed. Nothing it sends is believed: it is asked, that is all (3.3). */
export const announce = action({
  name: 'evidence.announce',
  path: '/evidence/announce',
  who: anyone,
  input: z.object({ domain: z.string().min(3).max(260).meta({ input: 'text' }) }),
  output: z.object({ asked: z.boolean() }),
  rules: [],
  limit: { per: 'address', most: 30, seconds: 3600 },
  on: () => '/evidence',
  onto: () => '/evidence',

  async run({ input, tx, now }) {
    const domain = asciiDomain(input.domain) ?? input.domain
    return { asked: await hasten(tx, domain, now) }
  },
})
