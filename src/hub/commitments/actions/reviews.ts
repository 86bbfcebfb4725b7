/** The fourth voice: an independent reviewer, and the city's right of reply before anybody reads it. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { dateIn, workingDaysAfter } from '#core/kernel'
import { may } from '#core/people'
import { hasEnded, isMine, pageOf, sealed } from '../acting.ts'
import * as entries from '../entries.ts'
import * as f from '../fields.ts'
import { letter, publishedBody } from '../jobs.ts'
import { ambitions, effects, type Stage, stages, statuses } from '../model.ts'
import { mayReply, mayReview } from '../rules.ts'
import { lockCommitment } from '../store/commitments.ts'
import * as store from '../store/voices.ts'
import { tellDirectory } from '../telling.ts'
import { officials } from './promise.ts'

/** Working days the city has for its reply (coalition-access.md 3.2). */
const REPLY_DAYS = 20

/** Independent reviewers. */
export const reviewers = may('commitments.review')

const who = {
  number: f.number,
  interests: f.words(2000, 3),
  independent: z.boolean().default(false).meta({ input: 'checkbox' }),
}

type Reviewing = Pick<
  Work<{ number: number; interests: string; independent: boolean; text: string }>,
  'input' | 'tx' | 'now' | 'by' | 'newSecret' | 'record' | 'later' | 'city'
>
type Judgement = Pick<store.Review, 'ambition' | 'verifiable' | 'status' | 'effect'>

/** Hands a review in: kept, told to the city, and read by nobody else until it is published. */
async function handIn(work: Reviewing, stage: Stage, judgement: Judgement) {
  const { input, tx, now, by, newSecret, record, later, city: hub } = work
  const { number, interests, independent, text } = input
  const today = dateIn(now, hub.zone)
  const it = await lockCommitment(tx, number)
  const before = await store.listReviews(tx, [number])
  mayReview.require({
    employed: (by.person?.units.length ?? 0) > 0,
    declared: independent,
    stage,
    ended: hasEnded(it, today),
    done: before.some((one) => one.stage === stage),
  })
  const replyDue = workingDaysAfter(today, REPLY_DAYS, hub.holidays)
  const review = { commitment: number, stage, interests, text, at: now, replyDue }
  await store.addReview(tx, { ...review, ...judgement })
  const body = { number, stage, due: replyDue, text: sealed(newSecret(), interests, text) }
  await record(entries.reviewed, body, { subject: pageOf(number) })
  await later(letter, { number, stage })
  return { number }
}

/** Reviews the plan: how ambitious it is, and whether anybody could check it. */
export const reviewPlan = action({
  name: 'commitments.review-plan',
  path: '/commitments/:number/review-plan',
  who: reviewers,
  input: z.object({
    ...who,
    ambition: z.enum(ambitions).meta({ input: 'radios' }),
    verifiable: z.enum(['yes', 'no']).meta({ input: 'radios' }),
    text: f.words(10_000, 8),
  }),
  output: f.outcome,
  rules: [mayReview],
  records: [entries.reviewed],

  run(work) {
    const { ambition, verifiable } = work.input
    const judgement = { ambition, verifiable: verifiable === 'yes', status: null, effect: null }
    return handIn(work, 'start', judgement)
  },
})

/** Reviews the outcome: how far it was carried out, and what changed. */
export const reviewOutcome = action({
  name: 'commitments.review-outcome',
  path: '/commitments/:number/review-outcome',
  who: reviewers,
  input: z.object({
    ...who,
    status: z.enum(statuses).meta({ input: 'radios' }),
    effect: z.enum(effects).meta({ input: 'radios' }),
    text: f.words(10_000, 8),
  }),
  output: f.outcome,
  rules: [mayReview],
  records: [entries.reviewed],

  run(work) {
    const { status, effect } = work.input
    return handIn(work, 'end', { ambition: null, verifiable: null, status, effect })
  },
})

/** The city replies; then both texts are published together. */
export const reply = action({
  name: 'commitments.reply',
  path: '/commitments/:number/desk/reply',
  who: officials,
  input: z.object({
    number: f.number,
    stage: z.enum(stages).meta({ input: 'hidden' }),
    text: f.words(10_000, 8),
  }),
  output: f.outcome,
  rules: [mayReply],
  records: [entries.replied, entries.reviewPublished],
  onto: ({ number }) => pageOf(number),

  async run({ input: { number, stage, text }, tx, now, by, newSecret, record }) {
    const { city } = await lockCommitment(tx, number)
    const review = await store.lockReview(tx, number, stage)
    mayReply.require({
      mine: isMine(by, city),
      replied: review.reply !== null,
      published: review.publishedAt !== null,
    })
    await store.setReply(tx, review, { text, at: now })
    await store.setPublished(tx, review, now)
    const subject = pageOf(number)
    await record(entries.replied, { number, stage, text: sealed(newSecret(), text) }, { subject })
    const published = publishedBody({ ...review, reply: text })
    await record(entries.reviewPublished, published, { subject })
    await tellDirectory(tx, city, now)
    return { number }
  },
})
