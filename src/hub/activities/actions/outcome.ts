/** What came of an activity, and which cities came: told by the city that invited. */
import { z } from 'zod'
import { action } from '#core/actions'
import type { Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { cityTable, whichCity } from '#hub/cities'
import { actingFor } from '#hub/endorsements'
import { PLAN } from '../acting.ts'
import * as entries from '../entries.ts'
import { mayTell } from '../rules.ts'
import { lockActivity, setOutcome } from '../store/activities.ts'
import { listAttended, setAttended } from '../store/attendance.ts'
import { activity, address, line, outcome, pageOf, planners } from './plan.ts'

/** Cities of one entry on the record, which holds at most 16 KiB. */
const MOST = 200

/** The cities of these lines in the order of their ids; a line that names none, or several, is refused. */
async function citiesIn(tx: Tx, text: string): Promise<string[]> {
  const lines = text.split(/[\r\n]+/).filter((one) => one.trim() !== '')
  const found: string[] = []
  for (const one of lines.slice(0, MOST + 1)) {
    const city = await whichCity(tx, one)
    if (city === undefined || found.length === MOST)
      throw new Refusal('invalid', [{ code: 'activities.which-city', field: 'attended' }])
    found.push(city)
  }
  return [...new Set(found)].toSorted()
}

/** What came of it: a note, material, a recording, and the cities that came as the host saw them. */
export const tell = action({
  name: 'activities.tell',
  path: '/activities/:activity/tell',
  who: planners,
  input: z.object({
    activity,
    outcome: line(3000).min(1).meta({ input: 'textarea', rows: 5 }),
    material: address,
    recording: address,
    attended: line(20_000).optional().meta({ input: 'textarea', rows: 6 }),
  }),
  output: outcome,
  rules: [mayTell],
  records: [entries.told, entries.attended],

  async run({ input, tx, now, by, record }) {
    const found = await lockActivity(tx, cityTable(), input.activity)
    const { number, city, cancelledAt, endsAt } = found
    const { acts } = await actingFor(tx, by.person, { permission: PLAN, city })
    const cities = await citiesIn(tx, input.attended ?? '')
    const hosts = cities.includes(city)
    mayTell.require({ acts, cancelled: cancelledAt !== null, over: endsAt <= now, hosts })
    const { material = null, recording = null } = input
    await setOutcome(tx, number, { outcome: input.outcome, material, recording, at: now })
    const subject = { subject: pageOf(number) }
    await record(entries.told, { activity: number, city }, subject)
    const before = await listAttended(tx, number)
    if (cities.join() !== before.join()) {
      await setAttended(tx, { activity: number, cities, at: now })
      await record(entries.attended, { activity: number, city, cities }, subject)
    }
    return { activity: input.activity }
  },
})
