/** How long learning, sorting with a reason, and an audit take; each beside the bare part of it that cannot be saved. */
import {
  calibrated,
  classifier,
  learned,
  type Sample,
  splitByTime,
  wordsOf,
} from '#core/classifier'
import { chanceFrom } from '#core/kernel'
import { auditOf, type Decided } from '#core/fairness'
import type { Algorithms, Spent } from './algorithms-words.ts'

const [texts = 100_000, decisions = 250_000] = process.argv.slice(2).map(Number)
const CATEGORIES = 60

const random = chanceFrom(11)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

const letters = 'abdefgiklmnoprstu'
const invented = (): string =>
  Array.from(
    { length: 4 + Math.floor(random() * 6) },
    () => letters[Math.floor(random() * letters.length)],
  ).join('')
const common = Array.from({ length: 4000 }, invented)
const own = Array.from({ length: CATEGORIES }, () => Array.from({ length: 40 }, invented))

/** Texts of fourteen invented words of which four belong to the category: as hard as real ones. */
const samples = Array.from({ length: texts }, (_, at): Sample => {
  const category = Math.floor(random() * CATEGORIES)
  const words = Array.from({ length: 14 }, (__, word) =>
    pick(word < 4 ? (own[category] ?? common) : common),
  )
  const time = new Date(1.7e12 + at * 1000).toISOString()
  return { text: words.join(' '), category: `category ${category}`, at: time }
})

const round = (value: number, places: number) => Number(value.toFixed(places))
const timed = <T>(work: () => T): [T, number] => {
  const began = performance.now()
  return [work(), performance.now() - began]
}

/** Seconds by the clock, and of computing alone. */
function spent(work: () => unknown): Spent {
  const begun = process.cpuUsage()
  const [, clock] = timed(work)
  const { user, system } = process.cpuUsage(begun)
  return { clock: round(clock / 1000, 2), computing: round((user + system) / 1e6, 2) }
}

const { learn, calibrate, judge } = splitByTime(samples)
const learning = { language: 'en', salt: 'bench' } as const
const [, bareWords] = timed(() =>
  samples.reduce((n, { text }) => n + wordsOf(text, 'en').length, 0),
)
const learning100 = spent(() => learned(samples, learning))
const ready = classifier(calibrated(learned(learn, learning), calibrate))

/** Microseconds for each text: in the middle, and at worst but for five in a hundred. */
function each(work: (text: string) => unknown): { readonly p50: number; readonly p95: number } {
  for (const { text } of judge.slice(0, 500)) work(text)
  const took = judge.map(({ text }) => timed(() => work(text))[1] * 1000)
  const sorted = took.toSorted((a, b) => a - b)
  const part = (share: number) => round(sorted[Math.floor(sorted.length * share)] ?? 0, 1)
  return { p50: part(0.5), p95: part(0.95) }
}
const stems = each((text) => wordsOf(text, 'en'))
const sorting = each((text) => ready.sorted(text))

const groups = [8, 2, 5].map((n, at) => Array.from({ length: n }, (_, group) => `${at}-${group}`))
const decided = Array.from({ length: decisions }, (): Decided => {
  const right = random() < 0.4
  const positive = random() < (right ? 0.7 : 0.25)
  return { positive, right, groups: groups.map((names) => pick(names)) }
})
const attributes = ['district', 'language', 'channel']
const [, counting] = timed(() => Map.groupBy(decided, ({ groups: [first] }) => first).size)
const auditing = spent(() => auditOf(decided, { attributes, reference: 'largest', tolerance: 0.8 }))

const found: Algorithms = {
  texts,
  categories: CATEGORIES,
  learning: learning100,
  words: round(bareWords / 1000, 1),
  sorting,
  stems,
  decisions,
  auditing,
  counting: round(counting / 1000, 2),
}
process.stdout.write(`${JSON.stringify(found)}\n`)
