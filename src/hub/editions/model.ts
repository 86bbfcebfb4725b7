/** An edition: the compendium as a booklet, frozen on a day, with a number (coalition-access.md 3.5). */
import { z } from 'zod'

/** How practices are put together: in chapters by principle, or by city. */
export const arrangements = ['principle', 'city'] as const

/** What an edition is given out as. */
export const kinds = ['html', 'pdf', 'epub', 'json'] as const
export type Kind = (typeof kinds)[number]

/** Why an issued edition was withdrawn. */
export const causes = ['wrong-facts', 'rights', 'consent', 'other'] as const

/** Whether there is a printed document, or why not. */
export const prints = ['waiting', 'made', 'no-program', 'too-slow', 'broken'] as const

/** Media type and ending of each kind (RFC 8259, EPUB 3.3 4.2, ISO 32000-2). */
export const sorts: Readonly<Record<Kind, { readonly type: string }>> = {
  html: { type: 'text/html; charset=utf-8' },
  pdf: { type: 'application/pdf' },
  epub: { type: 'application/epub+zip' },
  json: { type: 'application/json; charset=utf-8' },
}

/** Most practices of one edition. */
export const MOST = 300

const text = z.string().nullable()

/** What the secretariat writes itself. */
export const Words = z.object({
  title: z.string(),
  lead: text,
  /** Language of the edition's own words; each practice stays in its own. */
  language: z.string(),
  arranged: z.enum(arrangements),
  map: z.boolean(),
  members: z.boolean(),
  foreword: text,
  who: text,
  imprint: text,
})
export type Words = z.infer<typeof Words>

const CityName = z.object({ id: z.string(), name: z.string(), country: z.string() })

/** A practice as it was published when the edition was issued. */
const Chosen = z.object({
  number: z.number(),
  version: z.number(),
  sha256: z.string(),
  url: z.string(),
  city: CityName,
  adopted: z.array(z.object({ city: z.string(), name: z.string(), since: z.string() })),
  /** As `practices` has it; checked again by who draws it. */
  content: z.record(z.string(), z.unknown()),
})
export type Chosen = z.infer<typeof Chosen>

const Principle = z.object({
  id: z.string(),
  version: z.string(),
  url: z.string(),
  title: z.record(z.string(), z.string()),
  summary: z.record(z.string(), z.string()),
})

const Member = CityName.extend({
  state: z.string(),
  since: text,
  founder: z.boolean(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
})
export type Member = z.infer<typeof Member>

/** Everything an edition says, frozen. Its canonical JSON (RFC 8785) is the edition for programs. */
export const Book = z.object({
  format: z.literal('cityright-edition/1'),
  number: z.number(),
  date: z.string(),
  url: z.string(),
  replaces: z.number().nullable(),
  publisher: z.object({ name: z.string(), url: z.string() }),
  words: Words,
  declaration: z
    .object({
      version: z.string(),
      url: z.string(),
      texts: z.array(z.object({ language: z.string(), sha256: z.string() })),
    })
    .nullable(),
  principles: z.array(Principle),
  practices: z.array(Chosen),
  /** What the cities of these practices say of themselves. */
  cities: z.array(CityName.extend({ language: text, summary: text, quote: text, quoteBy: text })),
  /** Every member on that day; null when the edition has neither list nor map. */
  members: z.array(Member).nullable(),
})
export type Book = z.infer<typeof Book>

/** One part of a longer text: `## A title` on a line of its own begins it. */
export interface Passage {
  readonly title: string | null
  readonly paragraphs: readonly string[]
}

/** Passages of what somebody wrote: paragraphs by empty lines, titles by `##`. Nothing else is markup. */
export function passagesOf(written: string): Passage[] {
  const passages: { title: string | null; paragraphs: string[] }[] = []
  for (const part of written.replaceAll('\r\n', '\n').split(/\n\s*\n|\n(?=## )/)) {
    const [first = '', ...rest] = part.trim().split('\n')
    const title = /^## +(.+)$/.exec(first)?.[1]
    const words = (title === undefined ? [first, ...rest] : rest).join('\n').trim()
    if (title !== undefined || passages.length === 0)
      passages.push({ title: title ?? null, paragraphs: [] })
    if (words !== '') passages.at(-1)?.paragraphs.push(words)
  }
  return passages.filter(({ title, paragraphs }) => title !== null || paragraphs.length > 0)
}

/** One chapter of practices: of a principle, or of a city. */
export interface Chapter {
  /** Id of the principle or of the city. */
  readonly of: string
  readonly practices: readonly Chosen[]
}

const principlesIn = ({ content }: Chosen) =>
  z.array(z.string()).catch([]).parse(content['principles'])

/**
 * Practices in chapters. By principle: in the order of the declaration, each practice under the first of its
 * principles. By city: cities in the order in which their first practice was chosen.
 */
export function chaptersOf({ words, principles, practices }: Book): Chapter[] {
  const key = (one: Chosen) =>
    words.arranged === 'city' ? one.city.id : (principlesIn(one)[0] ?? '')
  const grouped = Map.groupBy(practices, key)
  const known = words.arranged === 'city' ? [] : principles.map(({ id }) => id)
  const order = [...new Set([...known, ...grouped.keys()])]
  return order.flatMap((of) => {
    const found = grouped.get(of)
    return found ? [{ of, practices: found }] : []
  })
}

/** The same order with one practice a place earlier or later. */
export function movedIn(
  practices: readonly number[],
  practice: number,
  to: 'earlier' | 'later',
): number[] {
  const at = practices.indexOf(practice)
  const next = to === 'earlier' ? at - 1 : at + 1
  const other = practices[next]
  if (at < 0 || other === undefined) return [...practices]
  return practices.map((one, place) => (place === at ? other : place === next ? practice : one))
}
