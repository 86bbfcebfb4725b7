/** An assessment is begun, written step by step, and handed in. Saved at every step, to go on later. */
import { action, type Work } from '#core/actions'
import { dateIn, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { z } from 'zod'
import { gravest, levelOf, stepsOf } from '../model.ts'
import { unanswered } from '../questions.ts'
import { seenOf } from '../seen.ts'
import { mayHandIn, mayWrite } from '../rules.ts'
import { readSet } from '../known.ts'
import * as store from '../store/forms.ts'
import * as weighed from '../store/weighed.ts'

/** Officials who write assessments and work on breaches. */
export const writers = may('processing.write')

/** What a purpose names in `dpia`. */
export const code = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/)
const hidden = code.meta({ input: 'hidden' })
const long = z.string().trim().max(10_000)
/** Where it goes on. */
export const outcome = z.object({ code: z.string(), step: z.string() })
/** Address of a step. */
export const writing = (of: string, step: string) => `/processing/assessments/${of}/write/${step}`

type Writing = Pick<Work<unknown>, 'tx' | 'by'>

/** The draft that is written on. Whoever writes in it does not agree to it later. */
async function draftOf({ tx, by }: Writing, of: string) {
  const form = await store.lockForm(tx, of)
  if (!form) throw new Refusal('not-found', ['no-such-assessment'])
  mayWrite.require({ state: form.state })
  await store.addWriter(tx, form, by.ref)
  return form
}

/** Saves the answers of one part and goes on to the next. */
export const answer = action({
  name: 'processing.answer',
  path: '/processing/assessments/:code/write/:step/answer',
  who: writers,
  input: z.object({
    code: hidden,
    step: z
      .string()
      .regex(/^[1-9][0-9]{0,2}$/)
      .meta({ input: 'hidden' }),
    answers: z.record(z.string().max(80), long).default({}),
    /** Fingerprint of what the form showed; absent: whoever writes does not care. */
    seen: z.string().max(64).optional().meta({ input: 'hidden' }),
  }),
  output: outcome,
  rules: [mayWrite],
  onto: ({ code: of, step }) => writing(of, step),

  async run({ input, tx, now, by }) {
    const form = await draftOf({ tx, by }, input.code)
    const set = await readSet(tx, form)
    const part = set.parts[Number(input.step) - 1]
    if (!part) throw new Refusal('not-found', ['no-such-step'])
    const asked = part.questions.flatMap(({ id }) => {
      const said = input.answers[id]
      return said === undefined ? [] : [[id, said] as const]
    })
    const ids = part.questions.map(({ id }) => id)
    const after = { ...form.answers, ...Object.fromEntries(asked) }
    const standing = seenOf(form.answers, ids)
    // Two may answer one part at once: whoever saves second is told, and what was typed stands in the form.
    if (input.seen !== undefined && input.seen !== standing && seenOf(after, ids) !== standing) {
      throw new Refusal('conflict', ['written-meanwhile'])
    }
    await store.setAnswers(tx, form, Object.fromEntries(asked), now)
    const steps = stepsOf(set)
    return { code: form.code, step: steps[steps.indexOf(input.step) + 1] ?? 'check' }
  },
})

const degree = z.coerce.number().int().min(1).max(3).meta({ input: 'select' })

/** Writes down a risk: how likely, how grave, what is done, and what is left of it. */
export const addRisk = action({
  name: 'processing.add-risk',
  path: '/processing/assessments/:code/write/risks/add',
  who: writers,
  input: z.object({
    code: hidden,
    what: z.string().trim().min(3).max(2000).meta({ input: 'textarea', rows: 3 }),
    likelihood: degree,
    severity: degree,
    measures: z.string().trim().min(3).max(5000).meta({ input: 'textarea', rows: 3 }),
    restLikelihood: degree,
    restSeverity: degree,
  }),
  output: outcome,
  rules: [mayWrite],
  on: ({ code: of }) => writing(String(of), 'risks'),
  onto: ({ code: of, step }) => writing(of, step),

  async run({ input, tx, newId, by }) {
    const form = await draftOf({ tx, by }, input.code)
    const { code: of, ...risk } = input
    if ((await weighed.listRisks(tx, form)).length >= 100) {
      throw new Refusal('refused', ['too-many-risks'])
    }
    await weighed.addRisk(tx, form, { id: newId(), ...risk })
    return { code: of, step: 'risks' }
  },
})

/** Takes a risk out again. */
export const dropRisk = action({
  name: 'processing.drop-risk',
  path: '/processing/assessments/:code/write/risks/drop',
  who: writers,
  input: z.object({ code: hidden, risk: z.string().max(80).meta({ input: 'hidden' }) }),
  output: outcome,
  rules: [mayWrite],
  on: ({ code: of }) => writing(String(of), 'risks'),
  onto: ({ code: of, step }) => writing(of, step),

  async run({ input, tx, by }) {
    const form = await draftOf({ tx, by }, input.code)
    if (!(await weighed.dropRisk(tx, form, input.risk))) {
      throw new Refusal('not-found', ['no-such-risk'])
    }
    return { code: form.code, step: 'risks' }
  },
})

/** What is published of it, when it is looked at again, and what the authority said (art. 36). */
export const conclude = action({
  name: 'processing.conclude',
  path: '/processing/assessments/:code/write/end/conclude',
  who: writers,
  input: z.object({
    code: hidden,
    summary: z.string().trim().max(5000).meta({ input: 'textarea', rows: 6 }),
    reviewOn: z.iso.date().regex(/^20/).meta({ input: 'date' }),
    consultation: z.enum(['not-needed', 'asked', 'answered']).meta({ input: 'radios' }),
    consulted: z.string().trim().max(5000).default('').meta({ input: 'textarea', rows: 3 }),
  }),
  output: outcome,
  rules: [mayWrite],
  on: ({ code: of }) => writing(String(of), 'end'),
  onto: ({ code: of, step }) => writing(of, step),

  async run({ input, tx, now, by }) {
    const form = await draftOf({ tx, by }, input.code)
    await store.setEnd(tx, form, { ...input, at: now })
    return { code: form.code, step: 'check' }
  },
})

/** Hands the assessment in: two others look at it now. */
export const handIn = action({
  name: 'processing.hand-in',
  path: '/processing/assessments/:code/write/check/hand-in',
  who: writers,
  input: z.object({ code: hidden }),
  output: z.object({ code: z.string() }),
  rules: [mayHandIn],
  on: ({ code: of }) => writing(String(of), 'check'),
  onto: ({ code: of }) => `/processing/assessments/${of}/review`,

  async run({ input, tx, now, by, city }) {
    const form = await draftOf({ tx, by }, input.code)
    const risks = await weighed.listRisks(tx, form)
    mayHandIn.require({
      ...form,
      today: dateIn(now, city.zone),
      unanswered: unanswered(await readSet(tx, form), form.answers).length,
      risks: risks.length,
      remaining: gravest(risks.map((one) => levelOf(one.restLikelihood, one.restSeverity))),
    })
    await store.setState(tx, form, { state: 'review', by: by.ref ?? '', at: now })
    return { code: form.code }
  },
})
