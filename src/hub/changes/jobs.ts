/** What happens by itself: the logs of members are followed, another hub is copied, what contradicts itself is said. */
import { z } from 'zod'
import { job } from '#core/jobs'
import { raiseSplitViews } from './alarms.ts'
import { followMembers } from './following.ts'
import { mirrorHub } from './mirroring.ts'

/** Every five minutes: whoever of the members is due tells where its log is. */
export const follow = job({
  name: 'changes.follow',
  input: z.object({}),
  every: '1-59/5 * * * *',
  async run({ db, harvest, now, signal }) {
    await followMembers({ db, harvest, now, signal })
    await db.transact((tx) => raiseSplitViews(tx, now))
  },
})

/** Every five minutes: what is new at the hub that is copied. */
export const mirror = job({
  name: 'changes.mirror',
  input: z.object({}),
  every: '2-59/5 * * * *',
  async run({ db, harvest, now, signal, city, log }) {
    if (city.mirrorOf === undefined) return
    const failure = await mirrorHub(city.mirrorOf, { db, harvest, now, signal })
    if (failure !== null) log.warn({ hub: city.mirrorOf, failure }, 'the hub was not copied')
  },
})
