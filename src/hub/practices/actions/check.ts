/** The editors of the coalition check what a city approved: published, or sent back with what is missing. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { may } from '#core/people'
import { hashOf, searchWords } from '../acting.ts'
import * as entries from '../entries.ts'
import { mayPublish, maySendBack } from '../rules.ts'
import * as store from '../store/practices.ts'

/** Who checks for the coalition. */
export const editors = may('practices.edit')

const practice = z.string().max(10).meta({ input: 'hidden' })
const outcome = z.object({ practice: z.string() })

/** Publishes the next version: from now on it has its own address and never changes. */
export const publish = action({
  name: 'practices.publish',
  path: '/practices/:practice/publish',
  who: editors,
  input: z.object({
    practice,
    facts: z.boolean().optional(),
    praise: z.boolean().optional(),
    plain: z.boolean().optional(),
  }),
  output: outcome.extend({ version: z.number() }),
  rules: [mayPublish],
  records: [entries.published],

  async run({ input, tx, now, city: hub, record }) {
    const found = await store.lockPractice(tx, input.practice)
    const checked = [input.facts, input.praise, input.plain].every((tick) => tick === true)
    mayPublish.require({ state: found.state, checked })
    const { number, city, content } = found
    const version = found.version + 1
    const sha256 = hashOf(content)
    const words = searchWords(content)
    const on = dateIn(now, hub.zone)
    await store.publishVersion(tx, { number, version, content, sha256, words, at: now, on })
    const { stage, principles } = content
    const body = { practice: number, city, version, sha256, stage, principles }
    await record(entries.published, body, { subject: `/practices/${number}` })
    return { practice: input.practice, version }
  },
})

/** Sends it back to the city with what is missing, in words. */
export const sendBack = action({
  name: 'practices.send-back',
  path: '/practices/:practice/send-back',
  who: editors,
  input: z.object({
    practice,
    words: z.string().trim().min(1).max(2000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: outcome,
  rules: [maySendBack],
  records: [entries.returned],

  async run({ input, tx, now, record }) {
    const { number, city, state } = await store.lockPractice(tx, input.practice)
    maySendBack.require({ state })
    await store.setReturned(tx, { number, words: input.words, at: now })
    const body = { practice: number, city }
    await record(entries.returned, body, { subject: `/cities/${city}` })
    return { practice: input.practice }
  },
})
