/** Two others agree to an entry, or send it back; one official stops what it describes, at once. */
import { action } from '#core/actions'
import {
  algorithmPublished,
  algorithmSuspended,
  algorithmWithdrawn,
  readStanding,
  suspend,
  withdraw,
} from '#core/decisions'
import { dateIn, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { described } from '../entries.ts'
import { publishAgreed } from '../publishing.ts'
import { mayReview, mayStop, mayWithdraw } from '../rules.ts'
import * as store from '../store/entries.ts'
import { nameOf } from './writing.ts'

/** Officials who agree to entries. */
export const reviewers = may('algorithms.review')

/** Officials who may stop a decision at once. */
export const stoppers = may('algorithms.stop')

/** So many others have to agree. */
export const NEEDED = 2

/** Agrees, or sends it back with words. The second to agree publishes it. */
export const review = action({
  name: 'algorithms.review',
  path: '/algorithms/:name/review/say',
  who: reviewers,
  input: z.object({
    name: nameOf.meta({ input: 'hidden' }),
    verdict: z.enum(['agree', 'back']).meta({ input: 'radios' }),
    words: z.string().trim().max(2000).default('').meta({ input: 'textarea', rows: 3 }),
  }),
  output: z.object({ name: z.string(), phase: z.enum(['draft', 'review', 'published']) }),
  rules: [mayReview],
  records: [described, algorithmPublished],
  onto: ({ name, phase }) => (phase === 'published' ? `/algorithms/${name}` : '/algorithms/desk'),

  async run({ input: { name, verdict, words }, tx, now, by, city }) {
    const entry = await store.lockEntry(tx, name, ['review'])
    if (!entry) throw new Refusal('not-found', ['no-such-draft'])
    const mine = by.ref ?? ''
    const said = (await store.listReviews(tx, entry)).filter(({ round }) => round === entry.round)
    const reviewed = said.some((one) => one.by === mine)
    const past = verdict === 'agree' && entry.revisionOn <= dateIn(now, city.zone)
    mayReview.require({ phase: entry.phase, own: entry.authors.includes(mine), reviewed, past })
    if (verdict === 'back' && words === '') {
      throw new Refusal('invalid', [{ code: 'words-missing', field: 'words' }])
    }
    await store.addReview(tx, entry, { by: mine, round: entry.round, verdict, words, at: now })
    if (verdict === 'back') {
      await store.setPhase(tx, entry, 'draft', now)
      return { name, phase: 'draft' as const }
    }
    const agreed = said.filter((one) => one.verdict === 'agree').length + 1
    if (agreed < NEEDED) return { name, phase: 'review' as const }
    await publishAgreed(tx, entry, { by: by.as, now, service: 'algorithms' })
    return { name, phase: 'published' as const }
  },
})

const reason = z.string().trim().min(10).max(500).meta({ input: 'textarea', rows: 3 })
const reasoned = z.object({ name: nameOf.meta({ input: 'hidden' }), reason })

/** The kill switch: every case goes to a person from this moment on, and everybody reads why. */
export const stop = action({
  name: 'algorithms.stop',
  path: '/algorithms/:name/stop',
  who: stoppers,
  input: reasoned,
  output: z.object({ name: z.string() }),
  rules: [mayStop],
  records: [algorithmSuspended],
  onto: ({ name }) => `/algorithms/${name}/affected`,

  async run({ input, tx, now, by }) {
    const standing = await readStanding(tx, input.name)
    if (!standing) throw new Refusal('not-found', ['no-such-algorithm'])
    mayStop.require(standing)
    const of = { by: by.as, now, service: 'algorithms' }
    await suspend(tx, { decision: input.name, reason: input.reason }, of)
    return { name: input.name }
  },
})

/** Gives a decision up for good. */
export const giveUp = action({
  name: 'algorithms.give-up',
  path: '/algorithms/:name/give-up',
  who: stoppers,
  input: reasoned,
  output: z.object({ name: z.string() }),
  rules: [mayWithdraw],
  records: [algorithmWithdrawn],

  async run({ input, tx, now, by }) {
    const standing = await readStanding(tx, input.name)
    if (!standing) throw new Refusal('not-found', ['no-such-algorithm'])
    mayWithdraw.require(standing)
    const of = { by: by.as, now, service: 'algorithms' }
    await withdraw(tx, { decision: input.name, reason: input.reason }, of)
    return { name: input.name }
  },
})
