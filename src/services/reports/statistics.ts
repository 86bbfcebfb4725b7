/** What everybody may know of how the city does with reports, and what is too little to say. Pure. */
import { kaplanMeier, medianOf } from '#core/fairness'
import { z } from 'zod'
import { type CountedTime, type Dimension, dimensions } from './store/statistics.ts'

/** Fewer reports than this are not told apart (official statistics call it primary suppression). */
export const FEW = 5

/** One kind of reports: how many, and how long half of them takes. Null stands for what is too little to say. */
export const Line = z.object({
  by: z.enum(dimensions),
  key: z.string(),
  count: z.number().nullable(),
  /** Not done yet. */
  open: z.number().nullable(),
  /** Days until half have heard from the city; null also when half have not. */
  answerDays: z.number().nullable(),
  /** Days until half are done, with those that are still open counted (Kaplan & Meier 1958). */
  endDays: z.number().nullable(),
})
export type Line = z.infer<typeof Line>

const sumOf = (rows: readonly CountedTime[]) => rows.reduce((sum, { count }) => sum + count, 0)

/** The time half of the cases takes, in days. */
function medianDays(rows: readonly CountedTime[]): number | null {
  const cases = rows.map(({ time, ended, count }) => ({ time, ended, alike: count }))
  const middle = medianOf(kaplanMeier(cases))
  return middle === null ? null : middle / 10
}

function lineOf(by: Dimension, key: string, rows: readonly CountedTime[]): Line {
  const [answers, ends] = [
    rows.filter(({ measure }) => measure === 'answer'),
    rows.filter(({ measure }) => measure === 'end'),
  ]
  return {
    by,
    key,
    count: sumOf(ends),
    open: sumOf(ends.filter(({ ended }) => !ended)),
    answerDays: medianDays(answers),
    endDays: medianDays(ends),
  }
}

/** Those that are too small, and when that is one alone also the next smallest, since the total gives it away. */
function heldBack(lines: readonly Line[]): ReadonlySet<string> {
  const bySize = lines.toSorted((a, b) => (a.count ?? 0) - (b.count ?? 0))
  const small = bySize.filter(({ count }) => (count ?? 0) < FEW).length
  return new Set(bySize.slice(0, small === 1 ? 2 : small).map(({ key }) => key))
}

const nothing = { count: null, open: null, answerDays: null, endDays: null }

/** The lines of one dimension: months in their order, everything else by size, what is held back last. */
export function linesOf(by: Dimension, rows: readonly CountedTime[]): Line[] {
  const groups = Map.groupBy(
    rows.filter((row) => row.by === by),
    ({ key }) => key,
  )
  const lines = [...groups].map(([key, own]) => lineOf(by, key, own))
  const held = heldBack(lines)
  const shown = lines.map((line) => (held.has(line.key) ? { ...line, ...nothing } : line))
  return by === 'month'
    ? shown.toSorted((a, b) => (a.key < b.key ? -1 : 1))
    : shown.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0) || (a.key < b.key ? -1 : 1))
}
