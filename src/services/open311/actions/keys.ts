/** Officials give keys to developers, and end them. */
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { ended, given } from '../entries.ts'
import { hashOf } from '../secrets.ts'
import { addKey, endKey } from '../store/keys.ts'

/** Officials who connect the city with other systems. */
export const connectors = may('open311.connect')

const calm = { per: 'session', most: 60, seconds: 3600 } as const
const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(40)

/** Gives a developer a key. It is shown once; the city keeps only its hash. */
export const give = action({
  name: 'open311.give',
  path: '/open311/desk/give',
  who: connectors,
  assurance: 'substantial',
  input: z.object({
    key,
    called: z.string().min(1).max(100),
    contact: z.email().max(200).meta({ input: 'email' }),
  }),
  output: z.object({ key: z.string(), secret: z.string() }),
  rules: [],
  records: [given],
  limit: calm,
  on: () => '/open311/desk',
  onto: ({ key: id, secret }) => `/open311/desk/keys/${id}/${secret}`,

  async run({ input, tx, now, newSecret, record }) {
    const secret = `${newSecret()}${newSecret()}`
    const { key: id, called: name, contact } = input
    if (!(await addKey(tx, { id, name, contact, hash: hashOf(secret), now })))
      throw new Refusal('refused', [{ code: 'key-taken', field: 'key' }])
    await record(given, { key: id, called: name }, { subject: '/open311' })
    return { key: id, secret }
  },
})

/** Ends a key: from this moment it opens nothing. */
export const end = action({
  name: 'open311.end',
  path: '/open311/desk/keys/:key/end',
  who: connectors,
  assurance: 'substantial',
  input: z.object({ key }),
  output: z.object({}),
  rules: [],
  records: [ended],
  limit: calm,
  on: () => '/open311/desk',
  onto: () => '/open311/desk',

  async run({ input, tx, now, record }) {
    if (!(await endKey(tx, input.key, now))) throw new Refusal('not-found', ['no-such-key'])
    await record(ended, { key: input.key }, { subject: '/open311' })
    return {}
  },
})
