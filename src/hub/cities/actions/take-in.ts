/** What an import performs, on the command line alone: these actions have no address on the web. */
import { z } from 'zod'
import { action } from '#core/actions'
import { may } from '#core/people'
import { imported, takenIn } from '../entries.ts'
import { factsShape } from '../facts.ts'
import { statedOf } from '../stated.ts'
import { lockDirectory, noticeRows, takeIntake } from '../store/write.ts'

const operators = may('cities.import')
const source = z.string().max(40)
const row = factsShape.extend({
  externalId: z.string().min(1).max(100),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

/** Takes a batch of a list of cities in; a row that was taken in before changes nothing. */
export const takeIn = action({
  name: 'cities.take-in',
  path: '/cities/take-in',
  who: operators,
  input: z.object({ source, rows: z.array(row).max(1000) }),
  output: z.object({
    imported: z.number(),
    updated: z.number(),
    ids: z.record(z.string(), z.string()),
  }),
  rules: [],
  records: [takenIn],
  async run({ input, tx, now, city, record }) {
    await lockDirectory(tx)
    const taken = await takeIntake(tx, { ...input, languages: city.languages, at: now })
    const said = new Set(taken.said)
    for (const one of input.rows.filter(({ externalId }) => said.has(externalId))) {
      const id = taken.ids[one.externalId] ?? ''
      const body = { city: id, source: input.source, stated: statedOf(one) }
      await record(takenIn, body, { subject: `/cities/${id}` })
    }
    const { imported: fresh, updated, ids } = taken
    return { imported: fresh, updated, ids: { ...ids } }
  },
})

/** Writes down in public that a list was taken in: which, how many rows, and of which file. */
export const noteTaken = action({
  name: 'cities.note-taken',
  path: '/cities/note-taken',
  who: operators,
  input: z.object({ source, rows: z.number(), file: z.string() }),
  output: z.object({}),
  rules: [],
  records: [imported],
  async run({ input, tx, record }) {
    await noticeRows(tx)
    await record(imported, input, { subject: '/cities' })
    return {}
  },
})
