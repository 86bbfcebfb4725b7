/** What the unit that gave a document does with it later. */
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { withdrawn } from '../entries.ts'
import { withdrawals } from '../model.ts'
import { mayWithdraw } from '../rules.ts'
import { reachOf } from '../reach.ts'
import { holdIssued, setWithdrawn } from '../store/issued.ts'

/** Withdraws a document that the unit gave: whoever checks it learns so from now on. */
export const withdraw = action({
  name: 'documents.withdraw',
  path: '/documents/desk/:number/withdraw',
  who: may('documents.issue'),
  input: z.object({
    number: z.string().max(40),
    because: z.enum(withdrawals).meta({ input: 'radios' }),
  }),
  output: z.object({ number: z.string() }),
  rules: [mayWithdraw],
  records: [withdrawn],
  onto: () => '/documents/desk',
  on: ({ number }) => `/documents/desk/${String(number)}`,

  async run({ input, by, tx, now, record }) {
    const issued = await holdIssued(tx, input.number)
    if (!issued) throw new Refusal('not-found', ['documents.no-such-document'])
    const { unit, withdrawnAt } = issued
    mayWithdraw.require({ units: reachOf(by), unit, withdrawn: withdrawnAt !== null })
    await setWithdrawn(tx, issued.number, { at: now, because: input.because })
    await record(withdrawn, { sealed: issued.entry, reason: input.because })
    return { number: issued.number }
  },
})
