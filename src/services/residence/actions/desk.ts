import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may, residents } from '#core/people'
import { z } from 'zod'
import { seen } from '../entries.ts'
import { ADDRESSES, DOCUMENTS } from '../model.ts'
import { leftOf, prove, proving } from '../proving.ts'
import { mayProveAtDesk } from '../rules.ts'
import { whoInput } from './letter.ts'

/** A number of half an hour, by which a desk knows whose account stands before it. */
export const deskNumber = action({
  name: 'residence.desk-number',
  path: '/residence/desk-number/make',
  who: residents,
  input: z.object({}),
  output: z.object({ number: z.string() }),
  rules: [],
  limit: { per: 'session', most: 20, seconds: 3600 },
  on: () => '/residence',
  onto: ({ number }) => `/residence/desk-number/${number}`,

  run: async ({ by, now, residence }) => ({
    number: await residence.deskNumber(by.ref ?? '', now),
  }),
})

/** An official saw the person, a document and the address. Two facts are typed, and no number of a document. */
export const proveAtDesk = action({
  name: 'residence.prove-at-desk',
  path: '/residence/desk/prove',
  who: may('residence.verify'),
  assurance: 'substantial',
  fresh: true,
  input: z.object({
    number: z.string().trim().min(4).max(40).meta({ input: 'text', autocomplete: 'off' }),
    ...whoInput,
    district: z.string().min(1).max(100).meta({ input: 'select' }),
    document: z.enum(DOCUMENTS),
    address: z.enum(ADDRESSES),
    frees: z.boolean().default(false),
  }),
  output: z.object({}),
  ...proving,
  rules: [mayProveAtDesk, ...proving.rules],
  records: [seen, ...proving.records],
  onto: () => '/residence/desk?done=yes',

  async run(work) {
    const { input, by, now, city, residence, record } = work
    const official = by.ref ?? ''
    const found = await residence.atDesk({ number: input.number, official, at: now })
    if (found && 'wait' in found) {
      throw new Refusal('too-many', ['too-many'], { retryAfter: found.wait })
    }
    const areas = city.districts.areas
    mayProveAtDesk.require({
      numberKnown: found !== null,
      ownAccount: found?.ref === official,
      districtKnown: areas.some(({ code }) => code === input.district),
    })
    const { name, birthDate, district, frees } = input
    const residency = leftOf(work, { district, birthDate })
    const ref = found?.ref ?? ''
    await prove(work, { ref, way: 'desk', who: { name, birthDate }, residency, frees })
    await record(seen, { evidence: input.document, address: input.address, count: 1 })
    return {}
  },
})
