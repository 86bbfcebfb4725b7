import { Refusal } from '#core/kernel'
import type { Limit } from './action.ts'

interface Bucket {
  from: number
  used: number
}

/** Counts how often one address or session acts. One process, in memory: a first line, not a wall. */
export class Limits {
  readonly #buckets = new Map<string, Bucket>()

  /** Counts one attempt; refuses with the seconds to wait when there were too many. */
  spend(action: string, who: string, limit: Limit, now: string): void {
    const at = Date.parse(now)
    const key = `${action} ${who}`
    const bucket = this.#buckets.get(key)
    if (!bucket || at - bucket.from >= limit.seconds * 1000) {
      this.#forget(at)
      this.#buckets.set(key, { from: at, used: 1 })
      return
    }
    bucket.used += 1
    if (bucket.used <= limit.most) return
    const wait = Math.max(1, Math.ceil((bucket.from + limit.seconds * 1000 - at) / 1000))
    throw new Refusal('too-many', ['too-many'], { retryAfter: wait })
  }

  #forget(at: number): void {
    if (this.#buckets.size < 10_000) return
    for (const [key, bucket] of this.#buckets) {
      if (at - bucket.from > 3_600_000) this.#buckets.delete(key)
    }
    if (this.#buckets.size >= 10_000) this.#buckets.clear()
  }
}
