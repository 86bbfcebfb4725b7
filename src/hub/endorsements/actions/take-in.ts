/** What an import of members performs, on the command line alone: this action has no address on the web. */
import { z } from 'zod'
import { action } from '#core/actions'
import { may } from '#core/people'
import { takenIn } from '../entries.ts'
import { memberships } from '../model.ts'
import { takeListed } from '../store.ts'

const row = z.object({
  city: z.string().max(100),
  name: z.string().max(300),
  state: z.enum(memberships),
  since: z.iso.date().nullable(),
})

/** Takes memberships over from a list; each that is new or changed gets its line in the public record. */
export const takeMemberships = action({
  name: 'endorsements.take-in',
  path: '/cities/memberships/take-in',
  who: may('endorsements.import'),
  input: z.object({ source: z.string().max(40), rows: z.array(row).max(1000) }),
  output: z.object({ changed: z.number() }),
  rules: [],
  records: [takenIn],

  async run({ input: { source, rows }, tx, now, record }) {
    const changed = new Set(await takeListed(tx, { source, rows, at: now }))
    for (const { since, ...facts } of rows.filter(({ city }) => changed.has(city))) {
      const body = { ...facts, source, ...(since === null ? {} : { since }) }
      await record(takenIn, body, { subject: `/cities/${facts.city}` })
    }
    return { changed: changed.size }
  },
})
