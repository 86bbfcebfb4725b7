/** Whoever came back under another key is believed again, by somebody who says how they know. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { action } from '#core/actions'
import { newId } from '#core/kernel'
import { may } from '#core/people'
import { forgetLog } from '#core/record'
import * as entries from './entries.ts'
import { acceptable } from './model.ts'
import { mayAccept } from './rules.ts'
import { addAccepted, loosenMember, loosenMirror } from './store/accepted.ts'
import { endAlarms } from './store/alarms.ts'

const sealed = (salt: string, words: string) =>
  createHash('sha256').update(`${salt}\0${words}`).digest('hex')

/** Believes a city or a hub under the keys that it shows now, and follows its log from where that begins. */
export const accept = action({
  name: 'changes.accept',
  path: '/federation/accept',
  who: may('changes.accept'),
  input: z.object({
    about: z.string().max(300).meta({ input: 'hidden' }),
    reason: z.string().trim().min(20).max(2000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: z.object({ about: z.string() }),
  rules: [mayAccept],
  records: [entries.accepted, entries.alarmOver],
  onto: () => '/federation',

  async run({ input, tx, now, newSecret, record }) {
    const { about, reason } = input
    const ended = await endAlarms(tx, { kinds: acceptable, about, now })
    mayAccept.require({ alarms: ended.length })
    const kinds = acceptable.filter((kind) => ended.some((one) => one.kind === kind))
    const log = kinds.includes('log-key')
    const member = await loosenMember(tx, { city: about, log, now })
    const mirror = await loosenMirror(tx, { hub: about, log })
    const origin = member ?? mirror
    const known = origin === null ? undefined : await forgetLog(tx, origin)
    const salt = newSecret()
    await addAccepted(tx, { id: newId(now), about, kinds, reason, salt, at: now })
    const was = known === undefined ? { size: 0 } : { ...known, origin: origin ?? '' }
    const body = { about, kinds, reason: sealed(salt, reason), ...was }
    await record(entries.accepted, body, { subject: '/federation' })
    for (const { id, kind } of ended) {
      await record(entries.alarmOver, { alarm: id, kind, about }, { subject: '/federation' })
    }
    return { about }
  },
})
