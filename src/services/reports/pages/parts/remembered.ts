/** Answers kept for a moment, because many people look at the same map. Nothing personal is kept. */
import type { CityFacts } from '#core/actions'

const KEPT_MS = 30_000
const MOST = 200

interface Kept {
  readonly at: number
  readonly answer: Promise<string>
}

const cities = new WeakMap<CityFacts, Map<string, Kept>>()

/** The answer of at most half a minute ago, or a new one. What failed is asked again. */
export function remembered(
  it: { readonly city: CityFacts; readonly now: string },
  key: string,
  ask: () => Promise<string>,
): Promise<string> {
  const { city, now } = it
  const kept = cities.get(city) ?? new Map<string, Kept>()
  cities.set(city, kept)
  const at = Date.parse(now)
  const known = kept.get(key)
  if (known && at - known.at < KEPT_MS) return known.answer
  const oldest = kept.size >= MOST ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  const answer = ask()
  kept.delete(key)
  kept.set(key, { at, answer })
  answer.catch(() => kept.delete(key))
  return answer
}
