/** Words prepared for answers, with places that are filled with facts of the report. Pure. */
import { rule } from '#core/kernel'

/** What may be filled in: facts that everybody reads on the page of the report anyway, and nothing of a person. */
export const placeholders = ['number', 'category', 'place', 'unit', 'promised', 'due'] as const
export type Placeholder = (typeof placeholders)[number]

/** What stands in each place; nothing where the report has no such fact. */
export type Facts = Readonly<Record<Placeholder, string | null>>

const PLACE = /\{\s*([^{}]{0,40}?)\s*\}/g
const isPlaceholder = (name: string): name is Placeholder =>
  placeholders.some((known) => known === name)

/** Names in braces that nothing can be filled into. */
export function unknownIn(text: string): string[] {
  const names = [...text.matchAll(PLACE)].map(([, name = '']) => name)
  return [...new Set(names.filter((name) => !isPlaceholder(name)))]
}

/** The words with their places filled, once: what is filled in is never read again. A fact that is missing shows as `…`. */
export function filled(text: string, facts: Facts): string {
  return text.replace(PLACE, (whole, name: string) =>
    isPlaceholder(name) ? (facts[name] ?? '…') : whole,
  )
}

/** What was typed stays, and the prepared words follow it. */
export function added(typed: string, words: string): string {
  return typed.trim() === '' ? words : `${typed.trimEnd()}\n\n${words}`
}

/** Days after which an answer that was begun and never sent is forgotten. */
export const BEGUN_DAYS = 7

interface Publishing {
  readonly unknown: readonly string[]
  readonly withdrawn: boolean
  readonly isPublished: boolean
}

/** Only words that can be filled in are offered to colleagues. */
export const mayPublishTemplate = rule<Publishing>({
  name: 'reports.may-publish-template',
  says: 'Prepared words are offered at the desk when every place in them can be filled.',
  law: 'Public Space Ordinance 4/2025, art. 9',
  refuseWhen: {
    'unknown-placeholder': ({ unknown }) => unknown.length > 0,
    'template-withdrawn': ({ withdrawn }) => withdrawn,
    'published-already': ({ isPublished }) => isPublished,
  },
})
