/** Two others agree to an assessment, or send it back; and sets of questions are taken in. */
import { createHash } from 'node:crypto'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import * as entries from '../entries.ts'
import { openReading } from '../jobs.ts'
import { formKinds, gravest, levelOf } from '../model.ts'
import { partsFrom } from '../questions.ts'
import { mayReview } from '../rules.ts'
import * as store from '../store/forms.ts'
import { addSet, findSet } from '../store/sets.ts'
import * as weighed from '../store/weighed.ts'
import { code, writers } from './forms.ts'

/** Officials who agree to assessments. */
export const reviewers = may('processing.review')

/** So many others have to agree. */
const NEEDED = 2

/** What follows from one more voice in this round. */
function stateAfter(
  verdict: 'agree' | 'back',
  before: readonly weighed.Review[],
): 'draft' | 'review' | 'published' {
  if (verdict === 'back') return 'draft'
  const agreed = before.filter((one) => one.verdict === 'agree').length + 1
  return agreed >= NEEDED ? 'published' : 'review'
}

/** What the public record says of it. */
function publishedAs(form: store.Form, risks: readonly weighed.Risk[]) {
  const levels = risks.map((one) => levelOf(one.restLikelihood, one.restSeverity))
  return {
    code: form.code,
    version: form.version,
    assessment: form.kind,
    risks: risks.length,
    remaining: gravest(levels) ?? ('low' as const),
    reviewOn: form.reviewOn ?? '',
  }
}

/** Agrees, or sends it back with words. The second to agree publishes it. */
export const review = action({
  name: 'processing.review',
  path: '/processing/assessments/:code/review/say',
  who: reviewers,
  input: z.object({
    code: code.meta({ input: 'hidden' }),
    verdict: z.enum(['agree', 'back']).meta({ input: 'radios' }),
    words: z.string().trim().max(2000).default('').meta({ input: 'textarea', rows: 3 }),
  }),
  output: z.object({ code: z.string(), state: z.enum(['draft', 'review', 'published']) }),
  rules: [mayReview],
  records: [entries.dpiaPublished],
  onto: ({ code: of, state }) =>
    state === 'published'
      ? `/processing/assessments/${of}`
      : state === 'draft'
        ? '/processing/desk'
        : `/processing/assessments/${of}/review`,

  async run({ input, tx, now, by, record, later }) {
    const form = await store.lockForm(tx, input.code)
    if (!form) throw new Refusal('not-found', ['no-such-assessment'])
    const mine = by.ref ?? ''
    const said = (await weighed.listReviews(tx, form)).filter(({ round }) => round === form.round)
    mayReview.require({
      state: form.state,
      own: form.handedInBy === mine || form.writers.includes(mine),
      reviewed: said.some((one) => one.by === mine),
    })
    const { verdict, words } = input
    if (verdict === 'back' && words === '') {
      throw new Refusal('invalid', [{ code: 'words-missing', field: 'words' }])
    }
    await weighed.addReview(tx, form, { by: mine, round: form.round, verdict, words, at: now })
    const state = stateAfter(verdict, said)
    if (state !== 'review') await store.setState(tx, form, { state, by: mine, at: now })
    if (state === 'published') {
      const body = publishedAs(form, await weighed.listRisks(tx, form))
      await record(entries.dpiaPublished, body, { subject: `/processing/assessments/${form.code}` })
      await later(openReading, { code: form.code })
    }
    return { code: form.code, state }
  },
})

/** Takes in a set of questions that somebody published as JSON Schema; the same again changes nothing. */
export const takeSet = action({
  name: 'processing.take-set',
  path: '/processing/sets/take',
  who: writers,
  input: z.object({
    code,
    kind: z.enum(formKinds).meta({ input: 'select' }),
    language: z.string().regex(/^[a-z]{2,3}$/),
    title: z.string().trim().min(3).max(200),
    schema: z.string().min(2).max(500_000).meta({ input: 'textarea', rows: 10 }),
  }),
  output: z.object({ code: z.string(), version: z.number(), isNew: z.boolean() }),
  rules: [],
  onto: () => '/processing/sets',

  async run({ input, tx, now }) {
    const { schema, ...about } = input
    const parts = partsFrom(schema)
    if (typeof parts === 'string') throw new Refusal('invalid', [{ code: parts, field: 'schema' }])
    const of = JSON.stringify({ ...about, parts })
    const sha256 = createHash('sha256').update(of).digest('hex')
    const before = await findSet(tx, about.code)
    if (before?.sha256 === sha256) {
      return { code: about.code, version: before.version, isNew: false }
    }
    const version = (before?.version ?? 0) + 1
    await addSet(tx, { ...about, version, parts, sha256, at: now })
    return { code: about.code, version, isNew: true }
  },
})
