/** A seat is taken and given back by whoever is signed in; who sits there is told to nobody. */
import { z } from 'zod'
import { action } from '#core/actions'
import { residents } from '#core/people'
import { cityTable } from '#hub/cities'
import { mayGiveBack, mayRegister } from '../rules.ts'
import { lockActivity } from '../store/activities.ts'
import { addSeat, hasSeat, removeSeat } from '../store/seats.ts'

const activity = z.string().max(10).meta({ input: 'hidden' })
const outcome = z.object({ activity: z.string() })
const limit = { per: 'session', most: 60, seconds: 3600 } as const

/** Takes a seat. The activity is locked: two people cannot both get the last one. */
export const register = action({
  name: 'activities.register',
  path: '/activities/:activity/register',
  who: residents,
  input: z.object({ activity }),
  output: outcome,
  rules: [mayRegister],
  limit,

  async run({ input, tx, now, by }) {
    const found = await lockActivity(tx, cityTable(), input.activity)
    const { number, rule, cancelledAt, startsAt, capacity, taken } = found
    const ref = by.ref ?? ''
    mayRegister.require({
      here: rule === 'here',
      cancelled: cancelledAt !== null,
      begun: startsAt <= now,
      registered: await hasSeat(tx, number, ref),
      seats: capacity,
      taken,
    })
    await addSeat(tx, { activity: number, ref, at: now })
    return { activity: input.activity }
  },
})

/** Gives the seat back, for somebody else. */
export const giveBack = action({
  name: 'activities.give-back',
  path: '/activities/:activity/give-back',
  who: residents,
  input: z.object({ activity }),
  output: outcome,
  rules: [mayGiveBack],
  limit,

  async run({ input, tx, now, by }) {
    const { number, startsAt } = await lockActivity(tx, cityTable(), input.activity)
    const ref = by.ref ?? ''
    mayGiveBack.require({ registered: await hasSeat(tx, number, ref), begun: startsAt <= now })
    await removeSeat(tx, number, ref)
    return { activity: input.activity }
  },
})
