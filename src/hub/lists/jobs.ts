/** What happens later: messages go out, digests are made, letters are written, addresses are forgotten. */
import { z } from 'zod'
import { enqueuer, job } from '#core/jobs'
import { addDays, dateIn } from '#core/kernel'
import { recorder } from '#core/record'
import { provedDomains } from '#hub/endorsements'
import { deliverPiece } from './jobs/deliver.ts'
import { counted } from './entries.ts'
import { caseOf, WAITS } from './model.ts'
import { addForDigest, addDigest, forgetOld } from './store/deliveries.ts'
import { listLists, takeCounts } from './store/lists.ts'
import { followMembers } from './store/members.ts'
import { takeForgotten } from './store/subscribers.ts'

const KEPT = 60
const before = (now: string, days: number) => `${addDays(now.slice(0, 10), -days)}${now.slice(10)}`

/** Every morning what was said the day before; on Mondays what was said in the week. */
export const digests = job({
  name: 'lists.digests',
  input: z.object({}),
  every: '13 6 * * *',
  async run({ db, now, city }) {
    const today = dateIn(now, city.zone)
    const monday = new Date(`${today}T12:00:00Z`).getUTCDay() === 1
    const rhythms = monday ? (['daily', 'weekly'] as const) : (['daily'] as const)
    for (const { name } of await db.look(listLists)) {
      for (const rhythm of rhythms) {
        const id = `digest-${rhythm}-${today}-${name}`
        const fromAt = before(now, rhythm === 'daily' ? 1 : 7)
        const digest = { id, list: name, rhythm, fromAt, untilAt: now }
        await db.transact(async (tx) => {
          if (!(await addDigest(tx, digest))) return
          if ((await addForDigest(tx, { digest: id, list: name, rhythm })) === 0) return
          await enqueuer(tx, () => now)(deliverPiece, { piece: id, kind: 'digest' })
        })
      }
    }
  },
})

/** Every morning: a list of the members follows who belongs to the coalition and proves it. */
export const members = job({
  name: 'lists.members',
  input: z.object({}),
  every: '41 4 * * *',
  async run({ db, log }) {
    const changed = await db.transact((tx) => followMembers(tx, provedDomains()))
    if (changed > 0) log.info({ changed }, 'subscriptions of members were stopped or go on')
  },
})

/** Addresses that nobody confirmed are forgotten, and so is who got what long ago. */
export const forget = job({
  name: 'lists.forget',
  input: z.object({}),
  every: '47 * * * *',
  async run({ db, now, vault }) {
    const gone = await db.transact((tx) => takeForgotten(tx, before(now, WAITS), 500))
    for (const id of gone) await vault.revoke(null, caseOf(id), now)
    await db.transact((tx) => forgetOld(tx, before(now, KEPT)))
  },
})

/** Once a day the record learns how many get a list and how much was said; nothing about anybody. */
export const publishCounts = job({
  name: 'lists.publish-counts',
  input: z.object({}),
  every: '11 3 * * *',
  async run({ db, now }) {
    await db.transact(async (tx) => {
      const record = recorder(tx, { by: 'operator', now, service: 'lists' })
      for (const it of await takeCounts(tx))
        await record(counted, it, { subject: `/lists/${it.list}` })
    })
  },
})
