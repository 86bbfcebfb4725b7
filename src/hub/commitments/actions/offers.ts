/** What a city said when it joined is offered as a draft; it takes it up by promising, or sets it aside. */
import { z } from 'zod'
import { action } from '#core/actions'
import { areas } from '#hub/endorsements'
import { isMine, listOffers } from '../acting.ts'
import { offerSetAside } from '../entries.ts'
import * as f from '../fields.ts'
import { maySetAside } from '../rules.ts'
import { settleOffer } from '../store/offers.ts'
import { officials } from './promise.ts'

/** Sets a first action aside: it stays on the profile, and is no commitment. */
export const setAside = action({
  name: 'commitments.set-aside',
  path: '/commitments/new/set-aside',
  who: officials,
  input: z.object({
    city: f.city.meta({ input: 'hidden' }),
    area: z.enum(areas).meta({ input: 'hidden' }),
  }),
  output: z.object({ city: z.string() }),
  rules: [maySetAside],
  records: [offerSetAside],
  onto: () => '/commitments/new',

  async run({ input: { city, area }, tx, now, by, record }) {
    const offer = (await listOffers(tx, city)).find((one) => one.area === area)
    maySetAside.require({ mine: isMine(by, city), offered: offer !== undefined })
    if (offer) await settleOffer(tx, { ...offer, commitment: null, at: now })
    await record(offerSetAside, { city, area }, { subject: `/cities/${city}` })
    return { city }
  },
})
