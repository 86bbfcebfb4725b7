/** A program says more about what it sent: an answer of whoever reported, or that it is taken back. */
import { action } from '#core/actions'
import { anyone } from '#core/people'
import { forOpen311 as reports } from '#services/reports'
import { z } from 'zod'
import { MOST_TEXT } from '../model.ts'
import { mayUpdate } from '../rules.ts'
import { hashOf } from '../secrets.ts'
import { isNews, keyBehind, senderOf } from '../store/keys.ts'

/** Adds to a request (the extension of mySociety). The same update a second time changes nothing. */
export const update = action({
  name: 'open311.update',
  path: '/open311/update',
  who: anyone,
  input: z.object({
    key: z.string().max(200),
    number: z.string().max(20),
    update: z.string().min(1).max(100),
    withdraws: z.boolean().default(false),
    text: z.string().max(MOST_TEXT).default(''),
  }),
  output: z.object({ update: z.string() }),
  rules: [mayUpdate],
  records: [reports.moved],
  limit: { per: 'address', most: 600, seconds: 3600 },

  async run(work) {
    const { input, tx, now } = work
    const key = await keyBehind(tx, hashOf(input.key))
    const own = key !== undefined && (await senderOf(tx, input.number)) === key
    mayUpdate.require({ keyHolds: key !== undefined, own })
    const said = { origin: `key:${key}`, update: `${input.number} ${input.update}`, now }
    if (await isNews(tx, said)) await reports.sayFor(work, input)
    return { update: input.update }
  },
})
