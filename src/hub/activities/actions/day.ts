/** The day of the internet: a member announces one of its activities for it, and shows that it was held. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { cityTable } from '#hub/cities'
import { actingFor } from '#hub/endorsements'
import { PLAN } from '../acting.ts'
import * as entries from '../entries.ts'
import { mayAnnounce, mayProve } from '../rules.ts'
import { readActivity } from '../store/activities.ts'
import { lockSlot, setAnnounced, setHeld } from '../store/slots.ts'
import { planners } from './plan.ts'

const year = z.coerce.number().int().min(2000).max(9999).meta({ input: 'hidden' })
const outcome = z.object({ year: z.number() })
const pageOf = (it: number) => `/activities/internet-day/${it}`

/** Announces an activity of the city for the day of a year. */
export const announce = action({
  name: 'activities.announce',
  path: '/activities/internet-day/:year/announce',
  who: planners,
  input: z.object({ year, activity: z.string().max(10).meta({ input: 'select' }) }),
  output: outcome,
  rules: [mayAnnounce],
  records: [entries.announced],

  async run({ input, tx, now, by, record }) {
    const found = await readActivity(tx, cityTable(), input.activity)
    const { city, number } = found
    const slot = await lockSlot(tx, cityTable(), { year: input.year, city })
    const { acts } = await actingFor(tx, by.person, { permission: PLAN, city })
    mayAnnounce.require({
      acts,
      open: slot !== undefined,
      held: (slot?.heldAt ?? null) !== null,
      cancelled: found.cancelledAt !== null,
      year: input.year,
      on: dateIn(found.startsAt, found.zone),
    })
    await setAnnounced(tx, { year: input.year, city, activity: number, at: now })
    const body = { year: input.year, city, activity: number }
    await record(entries.announced, body, { subject: pageOf(input.year) })
    return { year: input.year }
  },
})

/** Links what shows that it was held. */
export const prove = action({
  name: 'activities.prove',
  path: '/activities/internet-day/:year/prove',
  who: planners,
  input: z.object({
    year,
    city: z.string().max(120).meta({ input: 'select' }),
    evidence: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .meta({ input: 'url' }),
  }),
  output: outcome,
  rules: [mayProve],
  records: [entries.held],

  async run({ input, tx, now, by, record }) {
    const { city, evidence } = input
    const slot = await lockSlot(tx, cityTable(), { year: input.year, city })
    const number = slot?.activity ?? null
    const found = number === null ? null : await readActivity(tx, cityTable(), number)
    const { acts } = await actingFor(tx, by.person, { permission: PLAN, city })
    mayProve.require({
      acts,
      announced: found !== null,
      held: (slot?.heldAt ?? null) !== null,
      cancelled: found !== null && found.cancelledAt !== null,
      over: found !== null && found.endsAt <= now,
      endedOn: found === null ? '' : dateIn(found.endsAt, found.zone),
      today: found === null ? '' : dateIn(now, found.zone),
    })
    await setHeld(tx, { year: input.year, city, evidence, at: now })
    const body = { year: input.year, city, activity: number ?? 0, evidence }
    await record(entries.held, body, { subject: pageOf(input.year) })
    return { year: input.year }
  },
})
