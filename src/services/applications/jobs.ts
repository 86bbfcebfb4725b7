import { job } from '#core/jobs'
import { z } from 'zod'
import { forgetConnections } from './store/connections.ts'
import { forgetTokens } from './store/tokens.ts'

/** Days for which it is still known that a connection has ended. */
const KEPT = 30

/** Forgets at night what is over. */
export const forget = job({
  name: 'applications.forget',
  input: z.object({}),
  every: '35 2 * * *',

  async run({ db, now }) {
    const before = new Date(Date.parse(now) - KEPT * 86_400_000).toISOString()
    await db.transact((tx) => forgetTokens(tx, now))
    await db.transact((tx) => forgetConnections(tx, before))
  },
})
