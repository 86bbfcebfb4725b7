/** What may be said of a comparison: by its interval, and with all comparisons of the audit in mind. */
import type { Disparity, Draft, Verdict } from './disparity.ts'
import { holm, type Interval } from './intervals.ts'

/** Below this corrected chance a difference is believed. */
const BELIEVED = 0.05

/** By the interval against the band of tolerance, never by the value alone. */
function within(interval: Interval, tolerance: number): Verdict {
  const [low, high] = interval
  if (low >= tolerance && high <= 1 / tolerance) return 'pass'
  return high < tolerance || low > 1 / tolerance ? 'fail' : 'inconclusive'
}

const BY_SIZE = 'grows with the size of the group: compare pprev for a verdict'
const BY_CHANCE = 'outside the band, but not sure after correction for all comparisons'

function judged(draft: Draft, p: number | null, tolerance: number): Disparity {
  const { rawP: _, few, none, ...shown } = draft
  const say = (verdict: Verdict | null, reason: string | null): Disparity => ({
    ...{ ...shown, p, verdict, reason },
  })
  if (few !== null) return say('suppressed', none ?? few)
  if (none !== null || draft.interval === null) return say(null, none)
  if (draft.metric === 'ppr') return say(null, BY_SIZE)
  const verdict = within(draft.interval, tolerance)
  if (verdict === 'fail' && p !== null && p >= BELIEVED) return say('inconclusive', BY_CHANCE)
  return say(verdict, null)
}

/**
 * Judges all comparisons of an audit together. Those that are judged are one family (Holm 1979); what is too
 * small or has no value is not part of it.
 */
export function judgedTogether(drafts: readonly Draft[], tolerance: number): Disparity[] {
  const family = drafts.filter(
    ({ few, rawP, metric }) => few === null && rawP !== null && metric !== 'ppr',
  )
  const adjusted = holm(family.map(({ rawP }) => rawP ?? 1))
  const pOf = new Map(family.map((draft, at) => [draft, adjusted[at] ?? 1]))
  return drafts.map((draft) => judged(draft, pOf.get(draft) ?? null, tolerance))
}
