/** Every night: mandates that are over by their date end, at majority or on the day that was said. */
import { z } from 'zod'
import { addDays } from '#core/kernel'
import { job } from '#core/jobs'
import { endActing, forgetActed } from '#core/people'
import { recorder } from '#core/record'
import { ended } from './entries.ts'

export const nightly = job({
  name: 'mandates.nightly',
  input: z.object({}),
  every: '5 0 * * *',
  async run({ db, vault, now }) {
    const over = await vault.mandates.endDue(now)
    await db.transact(async (tx) => {
      await endActing(tx, over)
      await forgetActed(tx, `${addDays(now.slice(0, 10), -366)}${now.slice(10)}`)
      const record = recorder(tx, { by: 'retention', now, service: 'mandates' })
      if (over.length > 0) await record(ended, { why: 'date', count: over.length })
    })
  },
})
