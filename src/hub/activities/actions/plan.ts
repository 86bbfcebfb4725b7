/** A city invites, changes time and place, cancels, and tells what came of it. */
import { z } from 'zod'
import { action } from '#core/actions'
import { momentIn } from '#core/kernel'
import { may } from '#core/people'
import { cityTable } from '#hub/cities'
import { actingFor } from '#hub/endorsements'
import { PLAN } from '../acting.ts'
import * as entries from '../entries.ts'
import { isZone, kinds, registrations } from '../model.ts'
import { mayCancel, mayPlan } from '../rules.ts'
import * as store from '../store/activities.ts'

/** Officials of member cities; their post names the city. */
export const planners = may(PLAN)

/** Words of a line or a little more. */
export const line = (most: number) => z.string().trim().max(most)
/** An address on the web that may be left out. */
export const address = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .optional()
  .meta({ input: 'url' })
export const activity = z.string().max(10).meta({ input: 'hidden' })
export const outcome = z.object({ activity: z.string() })
/** The page of an activity. */
export const pageOf = (number: number | string) => `/activities/${number}`
const clock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
  .meta({ input: 'text' })

const when = {
  about: line(5000).min(1).meta({ input: 'textarea', rows: 6 }),
  zone: line(60).refine(isZone, { params: { reason: 'activities.no-such-zone' } }),
  day: z.iso.date().meta({ input: 'date' }),
  time: clock,
  lastDay: z.iso.date().optional().meta({ input: 'date' }),
  until: clock,
  place: line(300).optional(),
  link: address,
}
const timed = z.object(when)

/** The moments that clocks in the zone mean; undefined when they never show that time. */
function momentsOf({ zone, day, time, lastDay, until }: z.infer<typeof timed>) {
  return { starts: momentIn(day, time, zone), ends: momentIn(lastDay ?? day, until, zone) }
}

/** Invites to something that is to come. */
export const plan = action({
  name: 'activities.plan',
  path: '/activities/new/plan',
  who: planners,
  input: z.object({
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .meta({ input: 'hidden' }),
    city: line(120).meta({ input: 'select' }),
    title: line(150).min(3),
    kind: z.enum(kinds).meta({ input: 'select' }),
    ...when,
    principles: z.array(z.string().max(60)).max(20).optional().meta({ input: 'checkboxes' }),
    languages: line(100).optional(),
    interpretation: line(200).optional(),
    captions: z.boolean().optional(),
    stepFree: z.boolean().optional(),
    contact: z.email().max(254).meta({ input: 'email' }),
    price: line(100).optional(),
    rule: z.enum(registrations).meta({ input: 'radios' }),
    capacity: z.number().int().min(1).max(100_000).optional(),
  }),
  output: outcome,
  rules: [mayPlan],
  records: [entries.planned],
  onto: (output) => pageOf(output.activity),

  async run({ input, tx, now, by, record }) {
    const { city, title, kind, language, about, zone, contact, rule } = input
    const { starts, ends } = momentsOf(input)
    const somewhere = Boolean(input.place ?? input.link)
    const acting = await actingFor(tx, by.person, { permission: PLAN, city })
    mayPlan.require({ ...acting, starts, ends, now, somewhere })
    const [startsAt, endsAt] = [starts ?? now, ends ?? now]
    const number = await store.addActivity(
      tx,
      {
        ...{ city, title, kind, language, about, zone, contact, rule, startsAt, endsAt },
        ...{ place: input.place ?? null, link: input.link ?? null, price: input.price ?? null },
        ...{ captions: input.captions ?? false, stepFree: input.stepFree ?? false },
        principles: input.principles ?? [],
        languages: (input.languages ?? '')
          .toLowerCase()
          .split(/[\s,;]+/)
          .filter(Boolean),
        interpretation: input.interpretation ?? null,
        capacity: input.capacity ?? null,
      },
      now,
    )
    const body = { activity: number, city, kind, starts: startsAt }
    await record(entries.planned, body, { subject: pageOf(number) })
    return { activity: String(number) }
  },
})

/** Another time or place; calendars that took it in learn of it. */
export const change = action({
  name: 'activities.change',
  path: '/activities/:activity/change',
  who: planners,
  input: timed.extend({ activity }),
  output: outcome,
  rules: [mayPlan, mayCancel],
  records: [entries.changed],

  async run({ input, tx, now, by, record }) {
    const { number, city, cancelledAt } = await store.lockActivity(tx, cityTable(), input.activity)
    const { starts, ends } = momentsOf(input)
    const somewhere = Boolean(input.place ?? input.link)
    const acting = await actingFor(tx, by.person, { permission: PLAN, city })
    mayCancel.require({ acts: acting.acts, cancelled: cancelledAt !== null })
    mayPlan.require({ ...acting, starts, ends, now, somewhere })
    const { zone, about, place = null, link = null } = input
    const [startsAt, endsAt] = [starts ?? now, ends ?? now]
    await store.setPlan(tx, number, { zone, startsAt, endsAt, place, link, about }, now)
    const body = { activity: number, city, starts: startsAt }
    await record(entries.changed, body, { subject: pageOf(number) })
    return { activity: input.activity }
  },
})

/** It does not take place; its page and every calendar say so. */
export const cancel = action({
  name: 'activities.cancel',
  path: '/activities/:activity/cancel',
  who: planners,
  input: z.object({ activity }),
  output: outcome,
  rules: [mayCancel],
  records: [entries.cancelled],

  async run({ input, tx, now, by, record }) {
    const { number, city, cancelledAt } = await store.lockActivity(tx, cityTable(), input.activity)
    const { acts } = await actingFor(tx, by.person, { permission: PLAN, city })
    mayCancel.require({ acts, cancelled: cancelledAt !== null })
    await store.setCancelled(tx, number, now)
    await record(entries.cancelled, { activity: number, city }, { subject: pageOf(number) })
    return { activity: input.activity }
  },
})
