import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { z } from 'zod'
import { ended } from '../entries.ts'
import { endStanding } from '../store.ts'

/** Ends one's own proof: one moves away, or proves it with another account. What is left of it is erased at once. */
export const endProof = action({
  name: 'residence.end-proof',
  path: '/residence/leaving/end',
  who: residents,
  fresh: true,
  input: z.object({ why: z.enum(['moved', 'elsewhere']) }),
  output: z.object({}),
  rules: [],
  records: [ended],
  onto: () => '/residence',

  async run({ input, by, tx, now, residence, grants, record }) {
    const ref = by.ref ?? ''
    if (!(await endStanding(tx, ref, input.why, now))) {
      throw new Refusal('not-found', ['residence.not-proved'])
    }
    await residence.end(ref, 'request', now)
    await grants.end(`residence/${ref}`)
    await record(ended, { why: input.why, count: 1 })
    return {}
  },
})
