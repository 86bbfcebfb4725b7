/** The authority is told, in phases where not everything is known at once (GDPR art. 33(1), (3), (4)). */
import { action } from '#core/actions'
import { z } from 'zod'
import * as entries from '../entries.ts'
import { atLeast } from '../model.ts'
import { mayNotify } from '../rules.ts'
import * as store from '../store/breaches.ts'
import { locked, number, outcome, pageOf } from './breaches.ts'
import { writers } from './forms.ts'

const long = z.string().trim().min(3).max(5000).meta({ input: 'textarea', rows: 3 })

/** Writes down what the authority was told. Sending it is the officer's act; nothing leaves the city by itself. */
export const notify = action({
  name: 'processing.notify',
  path: '/processing/breaches/:number/notify',
  who: writers,
  input: z.object({
    number: number.meta({ input: 'hidden' }),
    nature: long,
    records: z.string().trim().min(1).max(500),
    contact: z.string().trim().min(3).max(300),
    consequences: long,
    measures: long,
    more: z.boolean().default(false).meta({ input: 'checkbox' }),
    lateReason: z.string().trim().max(2000).default('').meta({ input: 'textarea', rows: 3 }),
  }),
  output: outcome,
  rules: [mayNotify],
  records: [entries.breachNotified],
  onto: ({ number: of }) => pageOf(of),

  async run({ input, tx, now, record }) {
    const breach = await locked(tx, input.number)
    const before = await store.listNotifications(tx, breach.number)
    const late = before.length === 0 && now > breach.dueAt
    mayNotify.require({ state: breach.state, late, reason: input.lateReason })
    const { number: of, ...said } = input
    const phase = before.length + 1
    await store.addNotification(tx, of, { ...said, phase, sentAt: now, people: breach.people })
    if (!breach.exercise) {
      const body = { number: of, whom: 'authority', phase, late } as const
      const how = { ...body, atLeast: atLeast(breach.people ?? 0) }
      await record(entries.breachNotified, how, { subject: '/processing/kept' })
    }
    return { number: of }
  },
})
