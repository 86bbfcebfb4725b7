/** When the last day of a campaign is over, its result is computed once more and written down for good. */
import { z } from 'zod'
import { job } from '#core/jobs'
import { dateIn } from '#core/kernel'
import { recorder } from '#core/record'
import { countNow, definitionOf } from './counting.ts'
import { closed } from './entries.ts'
import { standingOf } from './model.ts'
import { listOpen, setResult } from './store.ts'

export const close = job({
  name: 'campaigns.close',
  input: z.object({}),
  every: '17 * * * *',
  async run({ db, now }) {
    await db.transact(async (tx) => {
      const record = recorder(tx, { by: 'operator', now, service: 'campaigns' })
      for (const one of await listOpen(tx)) {
        const definition = definitionOf(one)
        if (standingOf(definition, 0, dateIn(now, one.zone)).phase !== 'over') continue
        const count = await countNow(tx, definition)
        await setResult(tx, { id: one.id, result: count, at: now })
        const { target } = one
        const body = { campaign: one.id, count, target, reached: count >= target }
        await record(closed, body, { subject: `/campaigns/${one.id}` })
      }
    })
  },
})
