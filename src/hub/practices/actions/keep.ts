/** Still true, archived, reused: what happens to a practice after it was published. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { anyone } from '#core/people'
import { actingFor } from '#hub/endorsements'
import { hashOfCode } from '../acting.ts'
import * as entries from '../entries.ts'
import { mayAdopt, mayArchive, mayConfirm, mayEndAdoption } from '../rules.ts'
import { addAdoption, endAdoption, listAdoptions } from '../store/more.ts'
import * as store from '../store/practices.ts'
import { writers } from './write.ts'

const practice = z.string().max(10).meta({ input: 'hidden' })
const code = z.string().min(1).max(64).meta({ input: 'hidden' })
const outcome = z.object({ practice: z.string() })
const permission = 'practices.write'
const limit = { per: 'address', most: 30, seconds: 3600 } as const
const pageOf = (number: number | string) => `/practices/${number}`
const kept = (found: store.Practice, acts: boolean) => {
  return { acts, published: found.version > 0, archived: found.archivedOn !== null }
}

/** An official of the city says that it is still true. */
export const confirm = action({
  name: 'practices.confirm',
  path: '/practices/:practice/confirm',
  who: writers,
  input: z.object({ practice }),
  output: outcome,
  rules: [mayConfirm],
  records: [entries.confirmed],

  async run({ input, tx, now, by, city: hub, record }) {
    const found = await store.lockPractice(tx, input.practice)
    const { number, city } = found
    const { acts } = await actingFor(tx, by.person, { permission, city })
    mayConfirm.require(kept(found, acts))
    await store.setConfirmed(tx, { number, on: dateIn(now, hub.zone), at: now })
    const body = { practice: number, city, by: 'official' } as const
    await record(entries.confirmed, body, { subject: pageOf(number) })
    return { practice: input.practice }
  },
})

/** The office whose mailbox got the letter says that it is still true. */
export const stillTrue = action({
  name: 'practices.still-true',
  path: '/practices/asked/:code/still-true',
  who: anyone,
  input: z.object({ code }),
  output: outcome,
  rules: [mayConfirm],
  records: [entries.confirmed],
  limit,
  onto: (output) => pageOf(output.practice),

  async run({ input, tx, now, city: hub, record }) {
    const found = await store.lockByCode(tx, hashOfCode(input.code))
    mayConfirm.require(kept(found, true))
    const { number, city } = found
    await store.setConfirmed(tx, { number, on: dateIn(now, hub.zone), at: now })
    const body = { practice: number, city, by: 'mailbox' } as const
    await record(entries.confirmed, body, { subject: pageOf(number) })
    return { practice: String(number) }
  },
})

/** The office says that it is no longer true. */
export const noLonger = action({
  name: 'practices.no-longer',
  path: '/practices/asked/:code/no-longer',
  who: anyone,
  input: z.object({ code }),
  output: outcome,
  rules: [mayArchive],
  records: [entries.archived],
  limit,
  onto: (output) => pageOf(output.practice),

  async run({ input, tx, now, city: hub, record }) {
    const found = await store.lockByCode(tx, hashOfCode(input.code))
    mayArchive.require(kept(found, true))
    const { number, city } = found
    const because = 'no-longer-true'
    await store.setArchived(tx, { number, because, on: dateIn(now, hub.zone), at: now })
    const body = { practice: number, city, because }
    await record(entries.archived, body, { subject: pageOf(number) })
    return { practice: String(number) }
  },
})

/** The city takes a practice out of the compendium; it stays readable. */
export const archive = action({
  name: 'practices.archive',
  path: '/practices/:practice/archive',
  who: writers,
  input: z.object({
    practice,
    because: z.enum(['no-longer-true', 'replaced']).meta({ input: 'radios' }),
  }),
  output: outcome,
  rules: [mayArchive],
  records: [entries.archived],

  async run({ input, tx, now, by, city: hub, record }) {
    const found = await store.lockPractice(tx, input.practice)
    const { number, city } = found
    const { acts } = await actingFor(tx, by.person, { permission, city })
    mayArchive.require(kept(found, acts))
    const { because } = input
    await store.setArchived(tx, { number, because, on: dateIn(now, hub.zone), at: now })
    const body = { practice: number, city, because }
    await record(entries.archived, body, { subject: pageOf(number) })
    return { practice: input.practice }
  },
})

const adopting = z.string().max(120).meta({ input: 'select' })

/** Another city says that it reuses the practice, and since when. */
export const adopt = action({
  name: 'practices.adopt',
  path: '/practices/:practice/adopt',
  who: writers,
  input: z.object({
    practice,
    city: adopting,
    since: z.iso.date().meta({ input: 'date' }),
    words: z.string().trim().max(500).optional().meta({ input: 'textarea', rows: 3 }),
  }),
  output: outcome,
  rules: [mayAdopt],
  records: [entries.adopted],

  async run({ input, tx, now, by, city: hub, record }) {
    const found = await store.lockPractice(tx, input.practice)
    const { city, since, words = null } = input
    const said = (await listAdoptions(tx, found.number)).find((one) => one.city === city)
    mayAdopt.require({
      ...(await actingFor(tx, by.person, { permission, city })),
      own: found.city === city,
      published: found.version > 0 && found.archivedOn === null,
      adopted: said !== undefined && said.endedOn === null,
      since,
      today: dateIn(now, hub.zone),
    })
    await addAdoption(tx, { practice: found.number, city, since, words, at: now })
    const body = { practice: found.number, city, since }
    await record(entries.adopted, body, { subject: pageOf(found.number) })
    return { practice: input.practice }
  },
})

/** A city no longer reuses it. */
export const stopAdopting = action({
  name: 'practices.stop-adopting',
  path: '/practices/:practice/stop-adopting',
  who: writers,
  input: z.object({ practice, city: adopting }),
  output: outcome,
  rules: [mayEndAdoption],
  records: [entries.adoptionEnded],

  async run({ input, tx, now, by, city: hub, record }) {
    const { number } = await store.lockPractice(tx, input.practice)
    const { city } = input
    const said = (await listAdoptions(tx, number)).find((one) => one.city === city)
    const { acts } = await actingFor(tx, by.person, { permission, city })
    mayEndAdoption.require({ acts, adopted: said !== undefined && said.endedOn === null })
    const on = dateIn(now, hub.zone)
    await endAdoption(tx, { practice: number, city, on })
    await record(entries.adoptionEnded, { practice: number, city, on }, { subject: pageOf(number) })
    return { practice: input.practice }
  },
})
