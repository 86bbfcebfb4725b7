/** Officials pass a report on to another system, try it again, or stop it. */
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { forOpen311 as reports } from '#services/reports'
import { z } from 'zod'
import { codeAt, open311Of } from '../config.ts'
import { passedOn, stopped } from '../entries.ts'
import { send } from '../jobs/send.ts'
import { mayPassOn } from '../rules.ts'
import { addDelivery, readDelivery, turnDelivery } from '../store/deliveries.ts'
import { connectors } from './keys.ts'

const calm = { per: 'session', most: 200, seconds: 3600 } as const
const back = { on: () => '/open311/desk', onto: () => '/open311/desk' }

/** Passes one report on; it is sent in the background, until it is there. */
export const passOn = action({
  name: 'open311.pass-on',
  path: '/open311/desk/pass-on',
  who: connectors,
  input: z.object({
    number: z.string().min(1).max(20),
    system: z.string().max(40).meta({ input: 'select' }),
  }),
  output: z.object({ delivery: z.string() }),
  rules: [mayPassOn],
  records: [passedOn],
  limit: calm,
  ...back,

  async run({ input, tx, now, newId, newSecret, city, record, later }) {
    const system = open311Of(city).systems.find(({ code }) => code === input.system)
    const report = await reports.readPassed(tx, input.number.trim().toUpperCase())
    if (!report) throw new Refusal('not-found', ['reports.no-such-report'])
    const delivery = { id: newId(), number: report.number, system: input.system, now }
    mayPassOn.require({
      known: system !== undefined,
      taken: system !== undefined && codeAt(system, report.category) !== undefined,
      open: reports.publicClass(report.state) === 'open',
      public: report.text !== null && (report.lat !== null || report.address !== null),
      before: !(await addDelivery(tx, { ...delivery, reference: newSecret() })),
    })
    const subject = `/reports/${report.number}`
    await record(passedOn, { number: report.number, system: input.system }, { subject })
    await later(send, {})
    return { delivery: delivery.id }
  },
})

const one = z.object({ delivery: z.string().max(40) })

/** Tries again what failed, or what was stopped. */
export const again = action({
  name: 'open311.again',
  path: '/open311/desk/deliveries/:delivery/again',
  who: connectors,
  input: one,
  output: z.object({}),
  rules: [],
  limit: calm,
  ...back,

  async run({ input, tx, now, later }) {
    const from = ['failed', 'stopped', 'unsent'] as const
    if (!(await turnDelivery(tx, input.delivery, { from, to: 'unsent', now })))
      throw new Refusal('refused', ['not-waiting'])
    await later(send, {})
    return {}
  },
})

/** Stops what is not there yet. */
export const stop = action({
  name: 'open311.stop',
  path: '/open311/desk/deliveries/:delivery/stop',
  who: connectors,
  input: one,
  output: z.object({}),
  rules: [],
  records: [stopped],
  limit: calm,
  ...back,

  async run({ input, tx, now, record }) {
    const found = await readDelivery(tx, input.delivery)
    const from = ['failed', 'unsent'] as const
    if (!found || !(await turnDelivery(tx, found.id, { from, to: 'stopped', now })))
      throw new Refusal('refused', ['not-waiting'])
    const { number, system } = found
    await record(stopped, { number, system }, { subject: `/reports/${number}` })
    return {}
  },
})
