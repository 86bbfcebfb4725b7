/** The officer begins, extends, and stops the clock while it is in doubt who asks. */
import { action, type Work } from '#core/actions'
import { daysBetween, dateIn } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { extended, moved, paused } from '../entries.ts'
import { dueOn } from '../model/clock.ts'
import { delays, identities, numberOf } from '../model/kinds.ts'
import { mayBegin, mayDoubt, mayExtend, mayGoOn } from '../rules.ts'
import { holdAt } from '../store/change.ts'
import * as steps from '../store/steps.ts'
import { happen, tellAsker } from '../story.ts'

/** The request, and the version of it that the officer was looking at. */
export const about = {
  number: z.string().max(20).meta({ input: 'hidden' }),
  version: z.number().int().meta({ input: 'hidden' }),
}
/** How a request stands after a step. */
export const standing = z.object({ number: z.string() })

/** What every act of the officer asks for: the role, and more than a password. */
export const officer = {
  who: may('protection.handle'),
  assurance: 'substantial',
  output: standing,
} as const

type Today = Pick<Work<unknown>, 'now' | 'city'>
/** The day it is in the city. */
export const todayOf = ({ now, city }: Today) => dateIn(now, city.zone)

/** Begins with a request. */
export const begin = action({
  ...officer,
  name: 'protection.begin',
  path: '/protection/desk/:number/begin',
  input: z.object(about),
  rules: [mayBegin],
  records: [moved],

  async run(work) {
    const request = await holdAt(work.tx, work.input)
    mayBegin.require(request)
    const number = numberOf(request.id)
    await steps.begin(work.tx, request.id)
    await happen(work, request.id, { kind: 'begun', by: 'officer' })
    await work.record(moved, { number, to: 'handling' })
    return { number }
  },
})

/** Takes two more months, with the reason that is told to whoever asked. */
export const extend = action({
  ...officer,
  name: 'protection.extend',
  path: '/protection/desk/:number/extend',
  input: z.object({ ...about, why: z.enum(delays).meta({ input: 'radios' }) }),
  rules: [mayExtend],
  records: [extended],

  async run(work) {
    const { tx, input, city } = work
    const request = await holdAt(tx, input)
    const isPaused = request.pausedOn !== null
    mayExtend.require({ ...request, paused: isPaused, today: todayOf(work) })
    const until = dueOn({ ...request, extended: true }, city.holidays)
    const number = numberOf(request.id)
    await steps.extend(tx, request.id, { dueOn: until, why: input.why })
    await happen(work, request.id, { kind: 'extended', by: 'officer', says: input.why })
    await work.record(extended, { number, until, why: input.why })
    await tellAsker(work, request, 'extended')
    return { number }
  },
})

/** It is in doubt who asks: the clock stands, and whoever asked is told how to show it. */
export const doubt = action({
  ...officer,
  name: 'protection.doubt',
  path: '/protection/desk/:number/doubt',
  input: z.object(about),
  rules: [mayDoubt],
  records: [paused],

  async run(work) {
    const request = await holdAt(work.tx, work.input)
    mayDoubt.require({ ...request, paused: request.pausedOn !== null })
    const number = numberOf(request.id)
    await steps.pause(work.tx, request.id, todayOf(work))
    await happen(work, request.id, { kind: 'doubted', by: 'officer' })
    await work.record(paused, { number, clock: 'stands' })
    await tellAsker(work, request, 'paused')
    return { number }
  },
})

const shown = identities.filter((one) => one !== 'doubted')

/** It is known who asks: the clock goes on, and the end moves by the days it stood. */
export const goOn = action({
  ...officer,
  name: 'protection.go-on',
  path: '/protection/desk/:number/go-on',
  input: z.object({ ...about, identified: z.enum(shown).optional().meta({ input: 'radios' }) }),
  rules: [mayGoOn],
  records: [paused],

  async run(work) {
    const { tx, city, input } = work
    const request = await holdAt(tx, input)
    const { pausedOn, id } = request
    mayGoOn.require({ ...request, paused: pausedOn !== null })
    const more = pausedOn === null ? 0 : daysBetween(pausedOn, todayOf(work))
    const pausedDays = request.pausedDays + more
    const until = dueOn({ ...request, pausedDays }, city.holidays)
    const guest = request.identified !== null
    const identified = guest ? (input.identified ?? null) : null
    await steps.goOn(tx, id, { dueOn: until, pausedDays, identified })
    await happen(work, id, { kind: 'identified', by: 'officer', says: until })
    await work.record(paused, { number: numberOf(id), clock: 'runs' })
    await tellAsker(work, request, 'runs')
    return { number: numberOf(id) }
  },
})
