/** Reporting step by step. The draft lies with the city; only its secret, in the address, leads to it. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { readAnswers } from '../answers.ts'
import { type Category, categoryOf, reportsOf } from '../config.ts'
import { findPlace, placeInput } from '../place.ts'
import { mayReport } from '../rules.ts'
import { standing } from '../sending.ts'
import * as drafts from '../drafting.ts'

const draft = { draft: z.string().min(1).max(64).meta({ input: 'hidden' }) }
const next = z.object({ next: z.string() })
/** The page of one step of a draft. */
export const stepPath = (code: string, step: string) => `/reports/new/${code}/${step}`

/** A draft with content lives as long as the city's terms say. */
export function lifeOf(work: Pick<Work<unknown>, 'now' | 'city'>): drafts.Life {
  const { draftDays } = reportsOf(work.city).terms
  const days = Date.parse(work.now) + draftDays * 86_400_000
  return { now: work.now, vanishesAt: new Date(days).toISOString() }
}

/** Starts a report; nothing is known of who starts it. */
export const begin = action({
  name: 'reports.begin',
  onBehalf: 'reports.report',
  path: '/reports/new/begin',
  who: anyone,
  input: z.object({ category: z.string().max(40).optional() }),
  output: z.object({ draft: z.string() }),
  rules: [],
  limit: { per: 'address', most: 120, seconds: 3600 },
  onto: ({ draft: code }) => stepPath(code, 'what'),

  async run({ input, by, tx, now, city, language, newSecret }) {
    const code = newSecret()
    const { terms, categories } = reportsOf(city)
    const hours = Date.parse(now) + terms.emptyDraftHours * 3_600_000
    const reporter = by.person?.kind === 'resident' ? by.ref : null
    const life = { now, vanishesAt: new Date(hours).toISOString() }
    await drafts.addDraft(tx, { code, language, reporter, ...life })
    const chosen = categories.find((each) => each.code === input.category)
    if (chosen) await drafts.setStep(tx, code, { category: chosen.code }, life)
    return { draft: code }
  },
})

function chosen(work: Pick<Work<unknown>, 'city'>, code: string | null): Category {
  const category = categoryOf(reportsOf(work.city), code ?? '')
  if (!category) throw new Refusal('invalid', [{ code: 'required', field: 'category' }])
  return category
}

/** The page on which a category was being looked for, with the words or the group it was looked for by. */
function whatPath(sent: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const name of ['words', 'group', 'proposed']) {
    const value = sent[name]
    if (typeof value === 'string') query.set(name, value)
  }
  return `${stepPath(String(sent['draft']), 'what')}?${query}`
}

/** What is wrong: the category decides who comes. */
export const choose = action({
  name: 'reports.choose',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/what/choose',
  who: anyone,
  input: z.object({ ...draft, category: z.string().max(40).meta({ input: 'radios' }) }),
  output: next,
  rules: [mayReport],
  onto: (output) => output.next,
  on: whatPath,

  async run(work) {
    const { input, tx } = work
    await drafts.readDraft(tx, input.draft)
    const category = chosen(work, input.category)
    if (standing(category) === 'closed') {
      throw new Refusal('refused', [{ code: 'category-closed', field: 'category' }])
    }
    await drafts.setStep(tx, input.draft, { category: category.code }, lifeOf(work))
    return { next: stepPath(input.draft, category.questions.length ? 'questions' : 'where') }
  },
})

/** The questions of the category. */
export const tell = action({
  name: 'reports.tell',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/questions/tell',
  who: anyone,
  input: z.object({ ...draft, answers: z.record(z.string(), z.unknown()).default({}) }),
  output: next,
  rules: [],
  onto: (output) => output.next,

  async run(work) {
    const { input, tx } = work
    const found = await drafts.readDraft(tx, input.draft)
    const { answers, reasons } = readAnswers(chosen(work, found.category), input.answers)
    if (reasons.length > 0) throw new Refusal('invalid', reasons)
    await drafts.setStep(tx, input.draft, { answers }, lifeOf(work))
    return { next: stepPath(input.draft, 'where') }
  },
})

/** Where it is. A place outside the city is told kindly, with whom to ask instead. */
export const locate = action({
  name: 'reports.locate',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/where/locate',
  who: anyone,
  input: z.object({ ...draft, ...placeInput }),
  output: next,
  rules: [mayReport],
  onto: (output) => output.next,

  async run(work) {
    const { input, tx, city } = work
    await drafts.readDraft(tx, input.draft)
    const { place, placed, insideTheCity } = findPlace(city.districts, input)
    if (!placed) throw new Refusal('invalid', [{ code: 'no-place', field: 'address' }])
    if (!insideTheCity) throw new Refusal('refused', [{ code: 'outside-city', field: 'lon' }])
    await drafts.setStep(tx, input.draft, { place }, lifeOf(work))
    return { next: stepPath(input.draft, 'details') }
  },
})
