/** Threads in which nobody writes any more close by themselves, so that nobody reads them any more. */
import { job } from '#core/jobs'
import { recorder } from '#core/record'
import { caseEnded } from '#core/vault'
import { z } from 'zod'
import { messagesOf } from '../config.ts'
import { closed } from '../entries.ts'
import { threadName } from '../model.ts'
import { listQuiet, setThread } from '../store/threads.ts'

/** Threads that are closed at a time. */
const PORTION = 200

export const closeQuiet = job({
  name: 'messages.close-quiet',
  input: z.object({}),
  every: '35 2 * * *',
  async run({ db, now, city }) {
    const days = messagesOf(city).closesAfterDays
    const before = new Date(Date.parse(now) - days * 86_400_000).toISOString()
    await db.transact(async (tx) => {
      const record = recorder(tx, { by: 'retention', now, service: 'messages' })
      for (const { number, unit } of await listQuiet(tx, before, PORTION)) {
        await setThread(tx, number, { state: 'closed', at: now })
        await caseEnded(tx, 'messages', threadName(number), now)
        await record(closed, { unit })
      }
    })
  },
})
