import { job, type JobWork } from '#core/jobs'
import { z } from 'zod'
import {
  endConnection,
  forgetConnections,
  listConnections,
  refsAfter,
} from './store/connections.ts'
import { forgetTokens } from './store/tokens.ts'

/** Days for which it is still known that a connection has ended. */
const KEPT = 30
/** Rounds of one night; more than that is left for the next. */
const ROUNDS = 10_000

type Night = Pick<JobWork<unknown>, 'db' | 'now' | 'vault'>

async function endAllOf({ db, now }: Night, ref: string): Promise<void> {
  await db.transact(async (tx) => {
    for (const { id } of await listConnections(tx, ref)) await endConnection(tx, id, now)
  })
}

/** Whoever had their account erased has no connections either. */
async function endOrphans(night: Night): Promise<void> {
  let last = ''
  for (let round = 0; round < ROUNDS; round += 1) {
    const refs = await night.db.look((tx) => refsAfter(tx, last))
    for (const ref of refs) if (!(await night.vault.stands(ref))) await endAllOf(night, ref)
    const next = refs.at(-1)
    if (next === undefined) return
    last = next
  }
}

/** Forgets at night what is over. */
export const forget = job({
  name: 'applications.forget',
  input: z.object({}),
  every: '35 2 * * *',

  async run({ db, now, vault }) {
    const before = new Date(Date.parse(now) - KEPT * 86_400_000).toISOString()
    await endOrphans({ db, now, vault })
    await db.transact((tx) => forgetTokens(tx, now))
    await db.transact((tx) => forgetConnections(tx, before))
  },
})
