/** The unit that read explains it, and takes corrected values over. */
import { action } from '#core/actions'
import { Refusal, workingDaysAfter } from '#core/kernel'
import { may, unitsOf } from '#core/people'
import { z } from 'zod'
import { protectionOf } from '../config.ts'
import { asked, explained } from '../entries.ts'
import { numberOf } from '../model/kinds.ts'
import { handling } from '../purposes.ts'
import { mayAskUnit, mayExplain } from '../rules.ts'
import { hold, holdAt } from '../store/change.ts'
import { setAcknowledged } from '../store/recipients.ts'
import * as steps from '../store/steps.ts'
import { happen } from '../story.ts'
import { about, officer, standing, todayOf } from './clock.ts'

/** Asks a unit to explain the access that a request is about. */
export const askUnit = action({
  ...officer,
  name: 'protection.ask-unit',
  path: '/protection/desk/:number/ask-unit',
  input: z.object({ ...about, unit: z.string().max(60).meta({ input: 'select' }) }),
  rules: [mayAskUnit],
  records: [asked],

  async run(work) {
    const { tx, now, city, input } = work
    const request = await holdAt(tx, input)
    mayAskUnit.require({
      ...request,
      access: request.access !== null,
      asked: request.askedAt !== null,
      unitKnown: city.units.some(({ code }) => code === input.unit),
    })
    const { explainDays } = protectionOf(city)
    const by = workingDaysAfter(todayOf(work), explainDays, city.holidays)
    const number = numberOf(request.id)
    await steps.askUnit(tx, request.id, { unit: input.unit, at: now, by })
    await happen(work, request.id, { kind: 'unit-asked', by: 'officer', says: input.unit })
    await work.record(asked, { number, unit: input.unit })
    return { number }
  },
})

const mine = (units: readonly string[] | 'all', unit: string) =>
  units === 'all' || units.includes(unit)

/** Explains what was read and why. */
export const explain = action({
  name: 'protection.explain',
  path: '/protection/unit/:number/explain',
  who: may('protection.explain'),
  input: z.object({
    number: about.number,
    text: z.string().min(20).max(5000).meta({ input: 'textarea', rows: 8, personal: true }),
  }),
  output: standing,
  rules: [mayExplain],
  keeps: [handling],
  records: [explained],
  onto: () => '/protection/unit',

  async run(work) {
    const { tx, now, by, input } = work
    const request = await hold(tx, input.number)
    const { id, ref, unit } = request
    const number = numberOf(id)
    const ownUnit = unit !== null && mine(unitsOf(by.person, 'protection.explain'), unit)
    mayExplain.require({ ...request, ownUnit, explained: request.explainedAt !== null })
    if (unit === null) throw new Refusal('not-found', ['no-such-request'])
    await work.keep(ref, { 'request.explanation': input.text }, [
      { purpose: handling, case: number },
    ])
    await steps.explain(tx, id, now)
    await happen(work, id, { kind: 'explained', by: 'unit' })
    await work.record(explained, { number, unit })
    return { number }
  },
})

/** Says that a corrected value was taken over wherever the old one stood. */
export const acknowledge = action({
  name: 'protection.acknowledge',
  path: '/protection/unit/:number/acknowledge',
  who: may('protection.explain'),
  input: z.object({ number: about.number, unit: z.string().max(60).meta({ input: 'hidden' }) }),
  output: standing,
  rules: [],
  onto: () => '/protection/unit',

  async run(work) {
    const { tx, now, by, input } = work
    const { id } = await hold(tx, input.number)
    if (!mine(unitsOf(by.person, 'protection.explain'), input.unit))
      throw new Refusal('not-found', ['no-such-request'])
    const of = { request: id, kind: 'unit', code: input.unit } as const
    if (await setAcknowledged(tx, of, now)) {
      await happen(work, id, { kind: 'acknowledged', by: 'unit', says: input.unit })
    }
    return { number: numberOf(id) }
  },
})
