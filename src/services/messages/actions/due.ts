/** What is due: the unit sets it down, and says what became of it. */
import { action } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { may, unitsOf } from '#core/people'
import { z } from 'zod'
import { messagesOf } from '../config.ts'
import { dueChanged } from '../entries.ts'
import { dueKinds, isCurrency, smallestUnits } from '../model.ts'
import { mayChangeDue, maySetDue, mayWrite } from '../rules.ts'
import * as dues from '../store/dues.ts'
import { heldAtDesk } from './writing.ts'

const about = z.string().max(20).meta({ input: 'hidden' })

/** Sets down a charge or a day; what it is for stands in the thread. */
export const setDown = action({
  name: 'messages.set-due',
  path: '/messages/desk/:thread/set-due',
  who: may('messages.answer'),
  input: z.object({
    thread: about,
    kind: z.enum(dueKinds).meta({ input: 'radios' }),
    amount: z.string().max(14).optional().meta({ input: 'text' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .meta({ input: 'hidden' }),
    on: z.iso.date().meta({ input: 'date' }),
    link: z
      .url({ protocol: /^https$/ })
      .max(500)
      .optional()
      .meta({ input: 'url' }),
  }),
  output: z.object({ due: z.string() }),
  rules: [mayWrite, maySetDue],
  records: [dueChanged],

  async run(work) {
    const { tx, now, city, input, newId, record } = work
    const thread = await heldAtDesk(work, input.thread)
    const { kind, on, link = null, currency = messagesOf(city).currency } = input
    const known = isCurrency(currency)
    const asked = input.amount !== undefined
    const amount = known && asked ? smallestUnits(input.amount ?? '', currency) : undefined
    const today = dateIn(now, city.zone)
    maySetDue.require({ kind, amount, asked, currency: known, on, today })
    const charge = kind === 'charge'
    const id = newId()
    const what = { kind, on, link, amount: amount ?? null, currency: charge ? currency : null }
    await dues.addDue(tx, { ...what, id, thread: thread.number, at: now })
    await record(dueChanged, { unit: thread.unit, kind, state: 'open' })
    return { due: id }
  },
})

/** Paid, done, or taken back. */
export const changeDue = action({
  name: 'messages.change-due',
  path: '/messages/desk/:thread/change-due',
  who: may('messages.answer'),
  input: z.object({
    thread: about,
    due: z.uuid().meta({ input: 'hidden' }),
    to: z.enum(['paid', 'done', 'withdrawn']).meta({ input: 'hidden' }),
  }),
  output: z.object({}),
  rules: [mayChangeDue],
  records: [dueChanged],

  async run({ tx, now, by, input, record }) {
    const due = await dues.holdDue(tx, input.due)
    if (!due) throw new Refusal('not-found', ['messages.no-due'])
    const units = unitsOf(by.person, 'messages.answer')
    const { kind, unit, state: from } = due
    mayChangeDue.require({ kind, from, to: input.to, units, unit })
    await dues.setDue(tx, due.id, { state: input.to, at: now })
    await record(dueChanged, { unit, kind, state: input.to })
    return {}
  },
})
