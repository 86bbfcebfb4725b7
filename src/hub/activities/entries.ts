/** What the public record says about activities. Who has a seat never stands in it. */
import { z } from 'zod'
import { entry } from '#core/record'
import { kinds } from './model.ts'

const activity = z.number()
const city = z.string()

export const planned = entry(
  'activities.planned',
  z.object({
    activity,
    city,
    kind: z.enum(kinds).meta({ words: 'activities.kind' }),
    starts: z.string(),
  }),
)
export const changed = entry('activities.changed', z.object({ activity, city, starts: z.string() }))
export const cancelled = entry('activities.cancelled', z.object({ activity, city }))

/** How many had a seat, when the registrations were forgotten. */
export const over = entry('activities.over', z.object({ activity, registered: z.number() }))

export const told = entry('activities.told', z.object({ activity, city }))

/** Which cities came, by the word of the city that invited; the newest entry of an activity holds. */
export const attended = entry(
  'activities.attended',
  z.object({ activity, city, cities: z.array(z.string()) }),
)

/** From this day on members announce their day of the internet. */
export const opened = entry(
  'activities.slots-opened',
  z.object({ year: z.number(), cities: z.array(z.string()) }),
)
export const announced = entry(
  'activities.announced',
  z.object({ year: z.number(), city, activity }),
)
export const held = entry(
  'activities.held',
  z.object({ year: z.number(), city, activity, evidence: z.string() }),
)
