/** When a city is asked again, and how fresh what is known of it is (coalition-access.md 3.3). */

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** After the first failure an hour, then a day, then a week. */
const BACK_OFF = [HOUR, DAY, 7 * DAY] as const

/** How fresh the last good answer is: under 7 days, up to 30, more, or there never was one. */
export type Freshness = 'fresh' | 'stale' | 'lost' | 'never'

/** Up to two hours, the same for a city every day: the coalition's cities are not all asked at once. */
export function jitterOf(name: string): number {
  const sum = Buffer.from(name).reduce((hash, byte) => (hash * 31 + byte) >>> 0, 7)
  return sum % (2 * HOUR)
}

/** When to ask again: a day later, or as the back-off says. `failures` in a row, 0 after a good answer. */
export function nextAsk(now: string, failures: number, name: string): string {
  const wait =
    failures === 0 ? DAY - HOUR + jitterOf(name) : (BACK_OFF[failures - 1] ?? BACK_OFF[2])
  return new Date(Date.parse(now) + wait).toISOString()
}

/** How fresh facts of this moment are today. */
export function freshnessOf(lastGood: string | null, now: string): Freshness {
  if (lastGood === null) return 'never'
  const age = Date.parse(now) - Date.parse(lastGood)
  if (age < 7 * DAY) return 'fresh'
  return age <= 30 * DAY ? 'stale' : 'lost'
}
