/** What happens by itself: slots are opened on 1 August, and who had a seat is forgotten. */
import { z } from 'zod'
import { job } from '#core/jobs'
import { dateIn } from '#core/kernel'
import { recorder } from '#core/record'
import { membershipTable } from '#hub/endorsements'
import * as entries from './entries.ts'
import { FORGET_AFTER, yearOpen } from './model.ts'
import { forgetSeats } from './store/seats.ts'
import { openSlots } from './store/slots.ts'

const DAY = 86_400_000
/** An entry holds at most 16 KiB. */
const CITIES = 100

/** Every night: from 1 August on every member has a slot for the day of the internet, also one that joins later. */
export const openDay = job({
  name: 'activities.open-day',
  input: z.object({}),
  every: '11 0 * * *',
  async run({ db, now, city: hub }) {
    const today = dateIn(now, hub.zone)
    const year = yearOpen(today)
    if (String(year) !== today.slice(0, 4)) return
    await db.transact(async (tx) => {
      const cities = await openSlots(tx, membershipTable(), year)
      const record = recorder(tx, { by: 'operator', now, service: 'activities' })
      const subject = `/activities/internet-day/${year}`
      for (let at = 0; at < cities.length; at += CITIES)
        await record(entries.opened, { year, cities: cities.slice(at, at + CITIES) }, { subject })
    })
  },
})

/** A week after an activity only the number of seats that were taken is left. */
export const forget = job({
  name: 'activities.forget',
  input: z.object({}),
  every: '41 2 * * *',
  async run({ db, now }) {
    const before = new Date(Date.parse(now) - FORGET_AFTER * DAY).toISOString()
    await db.transact(async (tx) => {
      const record = recorder(tx, { by: 'operator', now, service: 'activities' })
      for (const it of await forgetSeats(tx, before, 200))
        await record(entries.over, it, { subject: `/activities/${it.activity}` })
    })
  },
})
