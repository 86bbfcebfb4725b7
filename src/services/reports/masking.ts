/** What everybody may read of what a reporter typed, and what lies in the vault instead (GDPR art. 25). Pure. */
import { findPersonal, type Kind, masked } from '#core/masking'
import type { Category } from './config.ts'
import type { Answers } from './model.ts'

/** Something that looks like personal data, and whether its writer leaves it visible. */
export interface Piece {
  readonly kind: Kind
  readonly text: string
  readonly left: boolean
}

/** A stretch of a text: as it is, or something that looks like personal data. */
export interface Stretch {
  readonly text: string
  readonly piece: Piece | null
}

/** The whole text in stretches, in its order. */
export function stretchesOf(text: string, left: readonly string[]): Stretch[] {
  const found: Stretch[] = []
  let at = 0
  for (const { kind, from, to } of findPersonal(text)) {
    const seen = text.slice(from, to)
    if (from > at) found.push({ text: text.slice(at, from), piece: null })
    found.push({ text: seen, piece: { kind, text: seen, left: left.includes(seen) } })
    at = to
  }
  if (at < text.length) found.push({ text: text.slice(at), piece: null })
  return found
}

/** What looks like personal data in these texts, each once. */
export function piecesOf(texts: readonly string[], left: readonly string[]): Piece[] {
  const all = texts.flatMap((text) => stretchesOf(text, left)).flatMap(({ piece }) => piece ?? [])
  return [...new Map(all.map((piece) => [piece.text, piece])).values()]
}

/** The text as everybody may read it; what its writer left stays. */
export function publicly(text: string, left: readonly string[]): string {
  const hidden = findPersonal(text).filter(({ from, to }) => !left.includes(text.slice(from, to)))
  return masked(text, hidden)
}

/** What a reporter typed freely: the words, the place in words, and answers that are no choice. */
export interface Typed {
  readonly text: string
  readonly address: string | null
  readonly answers: Answers
}

const isFree = (category: Category | undefined, code: string) =>
  category?.questions.some((each) => each.code === code && each.type === 'text') ?? false

/** A free text, and the field it was typed into. */
export interface FreeText {
  readonly field: string
  readonly text: string
}

/** Every free text of a report with its field, one by one. */
export function freeFields({ text, address, answers }: Typed, category?: Category): FreeText[] {
  const free = Object.entries(answers).filter(([code]) => isFree(category, code))
  return [
    { field: 'text', text },
    { field: 'address', text: address ?? '' },
    ...free.map(([code, answer]) => ({ field: `answers.${code}`, text: String(answer) })),
  ].filter((one) => one.text !== '')
}

/** Every free text of a report, one by one. */
export const freeTexts = (typed: Typed, category?: Category): string[] =>
  freeFields(typed, category).map(({ text }) => text)

/** The same report as everybody may read it. */
export function shielded(
  { text, address, answers }: Typed,
  category: Category | undefined,
  left: readonly string[],
): Typed {
  const shown = Object.entries(answers).map(([code, answer]) => [
    code,
    typeof answer === 'string' && isFree(category, code) ? publicly(answer, left) : answer,
  ])
  return {
    text: publicly(text, left),
    address: address === null ? null : publicly(address, left),
    answers: Object.fromEntries(shown),
  }
}
