/** Two rows of the directory turn out to be one city; who keeps the directory joins them. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { joinListed, readMemberships } from '#hub/endorsements'
import { joined } from '../entries.ts'
import { website } from '../facts.ts'
import { mayJoin } from '../rules.ts'
import { joinRows, readRow } from '../store/join.ts'
import { lockDirectory } from '../store/write.ts'
import { keepers } from './list.ts'

/** Joins a row to another: its id leads there for ever. */
export const join = action({
  name: 'cities.join',
  path: '/cities/:city/edit/join',
  who: keepers,
  input: z.object({
    city: z.string().max(100).meta({ input: 'hidden' }),
    into: z.string().trim().min(3).max(100).meta({ input: 'text' }),
    because: z.enum(['domain', 'register']).meta({ input: 'radios' }),
    link: website.optional(),
  }),
  output: z.object({ city: z.string() }),
  rules: [mayJoin],
  records: [joined],
  on: ({ city }) => `/cities/${String(city)}/edit`,
  onto: (output) => `/cities/${output.city}`,

  async run({ input, tx, now, record }) {
    const { city, into, because, link } = input
    await lockDirectory(tx)
    const gone = await readRow(tx, city)
    const stays = await readRow(tx, into).catch((failure: unknown) => {
      if (!(failure instanceof Refusal)) throw failure
      throw new Refusal('invalid', [{ code: 'cities.no-such-city', field: 'into' }])
    })
    const membership = (await readMemberships(tx, [city])).get(city)
    mayJoin.require({
      ...{ city, into, because, link },
      sameCountry: gone.country === stays.country,
      joined: gone.joined !== null || stays.joined !== null,
      proved: membership !== undefined && membership.application !== null,
      sharedDomain: gone.domains.some((domain) => stays.domains.includes(domain)),
    })
    await joinRows(tx, { from: city, into, at: now })
    await joinListed(tx, { from: city, into, at: now })
    const body = { city, into, because, ...(link === undefined ? {} : { link }) }
    await record(joined, body, { subject: `/cities/${into}` })
    return { city: into }
  },
})
