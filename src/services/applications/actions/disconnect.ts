import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { handOversFor } from '../claims.ts'
import { answered } from '../entries.ts'
import { endConnection, listConnections } from '../store/connections.ts'

/** Ends what an application holds of somebody: from this moment it learns nothing more (GDPR art. 7(3)). */
export const disconnect = action({
  name: 'applications.disconnect',
  path: '/applications/mine/:connection/end',
  who: residents,
  input: z.object({ connection: z.string().max(100) }),
  output: z.object({}),
  rules: [],
  records: [answered],
  limit: { per: 'session', most: 60, seconds: 3600 },
  on: () => '/applications/mine',
  onto: () => '/applications/mine',

  async run({ input, by, tx, now, grants, consents, record }) {
    const ref = by.ref ?? ''
    const mine = await listConnections(tx, ref)
    const one = mine.find(({ id }) => id === input.connection)
    if (!one) throw new Refusal('not-found', ['no-such-connection'])
    await endConnection(tx, one.id, now)
    await grants.end(one.id)
    const others = mine.filter(({ id }) => id !== one.id).flatMap(({ allowed }) => allowed)
    const kept = new Set(handOversFor(others).map(({ purpose }) => purpose.id))
    for (const { purpose } of handOversFor(one.allowed)) {
      if (!kept.has(purpose.id)) await consents.take(purpose)
    }
    await record(answered, { answer: 'ended', count: 1 })
    return {}
  },
})
