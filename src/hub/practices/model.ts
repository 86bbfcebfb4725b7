/** A practice: what a city did about a digital right, with what went wrong (coalition-access.md 3.5). */
import { z } from 'zod'

/** How far it is. A practice that failed is as welcome as one that runs. */
export const stages = ['idea', 'pilot', 'running', 'ended', 'failed'] as const

/** What it cost in all, in euros. */
export const costs = ['none', 'under-10k', 'under-100k', 'under-1m', 'over-1m', 'unknown'] as const

/** Under which licence others may reuse the words (Creative Commons). */
export const licences = ['CC-BY-SA-4.0', 'CC-BY-4.0', 'CC0-1.0'] as const

/** The six minimal standards of the Global Observatory of Urban Artificial Intelligence. */
export const standards = [
  'fairness',
  'openness',
  'safety',
  'privacy',
  'sustainability',
  'accountability',
] as const

/** Sustainable development goals by number. */
export const GOALS = 17

/** Days after which a city is asked again, and days it has to answer before the practice is archived. */
export const TRUE_FOR = 365
export const ANSWER_FOR = 60

/** Draft: the city writes. Approved: the city stands behind it, the editors check. */
export const states = ['draft', 'approved', 'published', 'archived'] as const

const text = z.string().nullable()

/** What a practice says. A quote names an office, a contact is a mailbox of an office. */
export const Content = z.object({
  title: z.string(),
  language: z.string(),
  summary: z.string(),
  problem: z.string(),
  done: z.string(),
  forWhom: z.string(),
  principles: z.array(z.string()),
  stage: z.enum(stages),
  from: text,
  until: text,
  cost: z.enum(costs),
  staff: text,
  results: z.array(
    z.object({ number: z.string(), what: z.string(), on: z.string(), source: z.string() }),
  ),
  failed: text,
  advice: text,
  quote: text,
  quoteBy: text,
  legal: text,
  software: text,
  datasets: text,
  contact: z.string(),
  media: z.array(z.object({ url: z.string(), transcript: z.string() })),
  goals: z.array(z.number()),
  languages: z.array(z.string()),
  licence: z.enum(licences),
  /** Set when a machine decides or recommends. */
  ai: z.object({ register: text, standards: z.record(z.string(), z.string()) }).nullable(),
})
export type Content = z.infer<typeof Content>

type Line<T> = T | 'unreadable'

const cells = (line: string) => line.split('|').map((cell) => cell.trim())
const isAddress = (cell: string) =>
  z
    .url({ protocol: /^https?$/ })
    .max(300)
    .safeParse(cell).success

function linesOf<T>(text: string | undefined, read: (line: string) => Line<T>): T[] | 'unreadable' {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '')
  const found: T[] = []
  for (const line of lines) {
    const one = read(line)
    if (one === 'unreadable') return 'unreadable'
    found.push(one)
  }
  return found.length > 20 ? 'unreadable' : found
}

/** Results, one a line: `number | of what | day | source`. A number without day and source is none. */
export function resultsOf(text: string | undefined): Content['results'] | 'unreadable' {
  return linesOf(text, (line) => {
    const [number = '', what = '', on = '', source = '', ...more] = cells(line)
    const fits =
      /^-?\d{1,12}(?:[.,]\d{1,6})?(?: ?%)?$/.test(number) &&
      what !== '' &&
      what.length <= 200 &&
      z.iso.date().safeParse(on).success &&
      isAddress(source) &&
      more.length === 0
    return fits ? { number, what, on, source } : 'unreadable'
  })
}

/** Pictures and films, one a line: `address | address of its transcript` (WCAG 2.2, 1.2). */
export function mediaOf(text: string | undefined): Content['media'] | 'unreadable' {
  return linesOf(text, (line) => {
    const [url = '', transcript = '', ...more] = cells(line)
    const fits = isAddress(url) && isAddress(transcript) && more.length === 0
    return fits ? { url, transcript } : 'unreadable'
  })
}

/** The same lines again, for correcting them. */
export const resultLines = (all: Content['results']): string =>
  all.map(({ number, what, on, source }) => [number, what, on, source].join(' | ')).join('\n')
export const mediaLines = (all: Content['media']): string =>
  all.map(({ url, transcript }) => `${url} | ${transcript}`).join('\n')

/** The standards nothing is said about yet; none when no machine decides. */
export function standardsMissing({ ai }: Pick<Content, 'ai'>): string[] {
  return ai === null ? [] : standards.filter((name) => !ai.standards[name])
}
