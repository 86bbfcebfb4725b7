/** Who two reviewers accepted gets its place in the directory, and with it its membership is public. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { type Accepted, lockAccepted, moved, publishAccepted, published } from '#hub/endorsements'
import { listed } from '../entries.ts'
import type { CityKind } from '../model.ts'
import { readNames } from '../store/list.ts'
import { currentOf } from '../store/join.ts'
import { addCities, addDomains, lockDirectory } from '../store/write.ts'
import { keepers } from './list.ts'
import type { Tx } from '#core/database'

/** A city that nobody has listed yet, as its application calls it. Facts are added by who keeps the directory. */
function newCity({ name, country, level, domains }: Accepted) {
  const kind: CityKind = level === 'county' || level === 'region' ? 'region' : 'city'
  return {
    ...{ name, country, kind, domains, names: {}, languages: [], founder: false },
    ...{ region: null, lon: null, lat: null, population: null, geonamesId: null, website: null },
    placed: 'none' as const,
  }
}

/** An id that leads to another row means that one. */
async function known(tx: Tx, given: string): Promise<string> {
  const city = await currentOf(tx, given)
  if ((await readNames(tx, [city])).has(city)) return city
  throw new Refusal('invalid', [{ code: 'cities.no-such-city', field: 'city' }])
}

/** Publishes an accepted application, as a city that is listed already or as a new one. */
export const admit = action({
  name: 'cities.admit',
  path: '/cities/accepted/admit',
  who: keepers,
  input: z.object({
    application: z.string().max(10).meta({ input: 'hidden' }),
    city: z.string().max(100).optional().meta({ input: 'text' }),
  }),
  output: z.object({ city: z.string() }),
  rules: [],
  records: [listed, moved, published],
  onto: (output) => `/cities/${output.city}`,

  async run({ input, tx, now, city: hub, record, later }) {
    await lockDirectory(tx)
    const accepted = await lockAccepted(tx, input.application)
    const at = { languages: hub.languages, at: now }
    const city = input.city
      ? await known(tx, input.city)
      : ((await addCities(tx, [newCity(accepted)], at))[0] ?? '')
    if (input.city) await addDomains(tx, { city, domains: accepted.domains, at: now })
    else {
      const { name, country } = accepted
      await record(listed, { city, name, country }, { subject: `/cities/${city}` })
    }
    const hand = { tx, record, now, later, today: dateIn(now, hub.zone) }
    await publishAccepted(hand, accepted.number, city)
    return { city }
  },
})
