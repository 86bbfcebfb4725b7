/** Whether two reports tell of one problem: how near, in how much the same words, of the same thing. Pure. */
import { type Language, LANGUAGES, languageOf, wordsOf } from '#core/classifier'

/** What is compared. */
export interface Comparable {
  readonly text: string
  readonly language: string
  /** What is written on the thing itself, such as the number of a lamp post; null when nobody said. */
  readonly asset: string | null
}

/** Reports below this are not shown as perhaps the same; above, the five that are most alike. */
export const ALIKE = 0.45
const MOST = 5

function stemsOf({ text, language }: Comparable): Map<string, number> {
  const own = LANGUAGES.filter((each) => each === language)
  const among: Language[] = [...new Set([...own, ...LANGUAGES])]
  const counts = new Map<string, number>()
  for (const { stem } of wordsOf(text, languageOf(text, among))) {
    counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }
  return counts
}

const lengthOf = (counts: ReadonlyMap<string, number>) =>
  Math.sqrt([...counts.values()].reduce((sum, n) => sum + n * n, 0))

/** The cosine of two texts as counts of their stems: 1 in the same words, 0 when they share none. */
export function cosine(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
): number {
  const lengths = lengthOf(one) * lengthOf(other)
  if (lengths === 0) return 0
  const shared = [...one].reduce((sum, [stem, n]) => sum + n * (other.get(stem) ?? 0), 0)
  return Math.min(1, shared / lengths)
}

const sameAsset = (one: string | null, other: string | null): boolean =>
  one !== null && one.trim().toLowerCase() === other?.trim().toLowerCase()

/** Measures others by how like one they are. Its own words are taken apart once. */
function likenessTo(one: Comparable, radius: number) {
  const mine = stemsOf(one)
  return (other: Comparable & { metres: number }): number => {
    const near = Math.exp(-other.metres / radius)
    const alike = cosine(mine, stemsOf(other))
    return 0.5 * near + 0.35 * alike + (sameAsset(one.asset, other.asset) ? 0.15 : 0)
  }
}

/** What distance, words and thing weigh together, from 0 to 1; `radius` is how far the category reaches, in metres. */
export function likeness(one: Comparable, other: Comparable & { metres: number }, radius: number) {
  return likenessTo(one, radius)(other)
}

/** The most alike first, at most five, and none that is not alike. */
export function mostAlike<T extends Comparable & { readonly metres: number }>(
  one: Comparable,
  others: readonly T[],
  radius: number,
): (T & { readonly likeness: number })[] {
  const like = likenessTo(one, radius)
  return others
    .map((other) => ({ ...other, likeness: like(other) }))
    .filter((other) => other.likeness >= ALIKE)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MOST)
}

/** How many times as far as a resident is shown the desk looks, and how far at most, in metres. */
const FURTHER = 4
const FARTHEST = 1000

/**
 * How far around a report the desk looks for the same problem, in metres, by the radius of its category: further than
 * residents are shown, and never beyond a kilometre but where the category itself reaches further.
 */
export function deskReach(radius: number): number {
  return Math.max(radius, Math.min(Math.max(50, radius) * FURTHER, FARTHEST))
}
