/** A city writes a practice, and stands behind it. */
import { z } from 'zod'
import { action } from '#core/actions'
import type { Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { listPrinciples } from '#hub/declaration'
import { actingFor } from '#hub/endorsements'
import { hashOf } from '../acting.ts'
import * as entries from '../entries.ts'
import {
  type Content,
  costs,
  GOALS,
  licences,
  mediaOf,
  resultsOf,
  stages,
  standards,
} from '../model.ts'
import { mayApprove, mayWrite } from '../rules.ts'
import * as store from '../store/practices.ts'

/** Officials of member cities; their post names the city. */
export const writers = may('practices.write')

const line = (most: number) => z.string().trim().max(most)
const long = (most: number) => line(most).meta({ input: 'textarea', rows: 5 })
const date = z
  .string()
  .regex(/^[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/)
  .optional()
  .meta({ input: 'text' })
const address = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .optional()
  .meta({ input: 'url' })
const goals: [string, ...string[]] = [
  '1',
  ...Array.from({ length: GOALS - 1 }, (_, n) => `${n + 2}`),
]

const words = {
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .meta({ input: 'hidden' }),
  title: line(150).min(5),
  summary: long(300).min(20),
  problem: long(3000).min(1),
  done: long(5000).min(1),
  forWhom: line(500).min(1),
  principles: z.array(z.string().max(60)).min(1).max(20).meta({ input: 'checkboxes' }),
  stage: z.enum(stages).meta({ input: 'radios' }),
  from: date,
  until: date,
  cost: z.enum(costs).meta({ input: 'select' }),
  staff: line(100).optional(),
  results: long(4000).optional(),
  failed: long(3000).optional(),
  advice: long(3000).optional(),
  quote: long(600).optional(),
  quoteBy: line(150).optional(),
  legal: long(1000).optional(),
  software: address,
  datasets: address,
  contact: z.email().max(254).meta({ input: 'email' }),
  media: long(2000).optional(),
  goals: z.array(z.enum(goals)).max(GOALS).optional(),
  languages: line(100).optional(),
  licence: z.enum(licences).default('CC-BY-SA-4.0').meta({ input: 'select' }),
  machine: z.boolean().optional(),
  register: address,
  fairness: long(1000).optional(),
  openness: long(1000).optional(),
  safety: long(1000).optional(),
  privacy: long(1000).optional(),
  sustainability: long(1000).optional(),
  accountability: long(1000).optional(),
}
const written = z.object(words)
type Written = z.infer<typeof written>
const practice = z.string().max(10).meta({ input: 'hidden' })
const outcome = z.object({ practice: z.string() })
const pageOf = (number: number | string) => `/practices/${number}`

function linesAt<T>(field: string, read: T[] | 'unreadable'): T[] {
  if (read !== 'unreadable') return read
  throw new Refusal('invalid', [{ code: `practices.unreadable-${field}`, field }])
}

function machineOf(input: Written): Content['ai'] {
  if (!input.machine) return null
  const said = standards.flatMap((name) => {
    const text = input[name]
    return text ? [[name, text] as const] : []
  })
  return { register: input.register ?? null, standards: Object.fromEntries(said) }
}

/** What was typed as it is kept; lines that cannot be read are refused at their field. */
function contentOf(input: Written): Content {
  const { title, summary, problem, done, forWhom, principles, stage, cost, contact } = input
  const { from = null, until = null, staff, failed, advice, quote, quoteBy, legal } = input
  return {
    ...{ title, summary, problem, done, forWhom, principles, stage, cost, contact, from, until },
    ...{ staff: staff || null, failed: failed || null, advice: advice || null },
    ...{ quote: quote || null, quoteBy: quoteBy || null, legal: legal || null },
    language: input.language,
    software: input.software ?? null,
    datasets: input.datasets ?? null,
    results: linesAt('results', resultsOf(input.results)),
    media: linesAt('media', mediaOf(input.media)),
    goals: (input.goals ?? []).map(Number),
    languages: (input.languages ?? '')
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
    licence: input.licence,
    ai: machineOf(input),
  }
}

/** A tag of the declaration, of whatever version it is now. */
async function requirePrinciples(tx: Tx, { principles }: Content): Promise<void> {
  const known = new Set((await listPrinciples(tx)).map(({ id }) => id))
  if (principles.every((id) => known.has(id))) return
  throw new Refusal('invalid', [{ code: 'practices.no-such-principle', field: 'principles' }])
}

/** Begins a practice of the city the person acts for. */
export const draft = action({
  name: 'practices.draft',
  path: '/practices/new/draft',
  who: writers,
  input: written.extend({ city: line(120).meta({ input: 'select' }) }),
  output: outcome,
  rules: [mayWrite],
  records: [entries.drafted],
  onto: (output) => pageOf(output.practice),

  async run({ input, tx, now, by, record }) {
    const { city, ...rest } = input
    mayWrite.require(await actingFor(tx, by.person, { permission: 'practices.write', city }))
    const content = contentOf(rest)
    await requirePrinciples(tx, content)
    const number = await store.addPractice(tx, { city, content, at: now })
    await record(entries.drafted, { practice: number, city }, { subject: `/cities/${city}` })
    return { practice: String(number) }
  },
})

/** Writes again. What was published stays as it is until the new words are published too. */
export const change = action({
  name: 'practices.change',
  path: '/practices/:practice/edit/change',
  who: writers,
  input: written.extend({ practice }),
  output: outcome,
  rules: [mayWrite],
  records: [entries.drafted],
  onto: (output) => pageOf(output.practice),

  async run({ input, tx, now, by, record }) {
    const { practice: id, ...rest } = input
    const { number, city, state } = await store.lockPractice(tx, id)
    mayWrite.require(await actingFor(tx, by.person, { permission: 'practices.write', city }))
    const content = contentOf(rest)
    await requirePrinciples(tx, content)
    await store.setContent(tx, { number, content, at: now })
    const body = { practice: number, city }
    if (state !== 'draft') await record(entries.drafted, body, { subject: `/cities/${city}` })
    return { practice: id }
  },
})

/** The city stands behind its draft: from here on the editors check it. */
export const approve = action({
  name: 'practices.approve',
  path: '/practices/:practice/approve',
  who: may('practices.approve'),
  input: z.object({ practice }),
  output: outcome,
  rules: [mayApprove],
  records: [entries.approved],

  async run({ input, tx, now, by, record }) {
    const found = await store.lockPractice(tx, input.practice)
    const { number, city, state, content } = found
    const { acts } = await actingFor(tx, by.person, { permission: 'practices.approve', city })
    mayApprove.require({ acts, state, content })
    await store.setApproved(tx, { number, at: now })
    const body = { practice: number, city, sha256: hashOf(content) }
    await record(entries.approved, body, { subject: `/cities/${city}` })
    return { practice: input.practice }
  },
})
