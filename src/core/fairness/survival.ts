/** How long things take when some are not finished yet. Time is any unit; callers say which. */
import { type Interval, Z } from './intervals.ts'

/** One case: how long it was watched, and whether it ended within that time. */
export interface Watched {
  readonly time: number
  readonly ended: boolean
  /** How many cases are exactly like this one; one when it is not said. */
  readonly alike?: number
}

/** One step down of a survival curve. */
export interface Step {
  readonly time: number
  readonly atRisk: number
  readonly ended: number
  /** Part of the cases that lasts longer than this time. */
  readonly survival: number
  /** Greenwood's sum up to here: the variance is survival² times this. */
  readonly greenwood: number
}

/** A time that is no number is no time: it is named by its place, before anything is computed of it. */
export function requireTimes(cases: readonly Watched[]): void {
  const at = cases.findIndex(({ time, alike = 1 }) => Number.isNaN(time) || !(alike > 0))
  if (at < 0) return
  const { time, alike = 1 } = cases[at] ?? { time: Number.NaN }
  throw new Error(`case ${at + 1} of ${cases.length} was watched for ${time}, times ${alike}`)
}

/** The product-limit estimate: Kaplan & Meier, JASA 53 (1958) 457–481; variance by Greenwood (1926). */
export function kaplanMeier(cases: readonly Watched[]): Step[] {
  requireTimes(cases)
  const sorted = cases.toSorted((a, b) => a.time - b.time)
  const steps: Step[] = []
  let [survival, greenwood, at] = [1, 0, 0]
  let atRisk = sorted.reduce((sum, { alike = 1 }) => sum + alike, 0)
  while (at < sorted.length) {
    const time = sorted[at]?.time ?? 0
    let [ended, leaving] = [0, 0]
    for (let it = sorted[at]; it?.time === time; it = sorted[at]) {
      leaving += it.alike ?? 1
      if (it.ended) ended += it.alike ?? 1
      at += 1
    }
    if (ended === 0) {
      atRisk -= leaving
      continue
    }
    survival *= 1 - ended / atRisk
    greenwood += ended === atRisk ? Infinity : ended / (atRisk * (atRisk - ended))
    steps.push({ time, atRisk, ended, survival, greenwood })
    atRisk -= leaving
  }
  return steps
}

/** The first time at which half or more have ended; null when that is not reached. */
export const medianOf = (steps: readonly Step[]): number | null =>
  steps.find(({ survival }) => survival <= 0.5)?.time ?? null

/** The part that has not ended when watching stops: the last step. */
export const survivalAtEnd = (steps: readonly Step[]): number => steps.at(-1)?.survival ?? 1

/**
 * Mean time up to a horizon: the area under the curve (Royston & Parmar, Statistics in Medicine 30 (2011) 2409–2421),
 * with its 95 % interval. Null when nobody was watched until the horizon and the curve does not reach zero before.
 */
export function restrictedMean(
  cases: readonly Watched[],
  horizon: number,
): { readonly mean: number; readonly interval: Interval } | null {
  const steps = kaplanMeier(cases).filter(({ time }) => time < horizon)
  const longest = cases.reduce((most, { time }) => Math.max(most, time), 0)
  if (cases.length === 0 || (longest < horizon && survivalAtEnd(steps) > 0)) return null
  const edges = [...steps.map(({ time }) => time), horizon]
  const levels = [1, ...steps.map(({ survival }) => survival)]
  const areas = edges.map((edge, at) => (edge - (edges[at - 1] ?? 0)) * (levels[at] ?? 0))
  const mean = areas.reduce((sum, area) => sum + area, 0)
  let [rest, variance] = [mean, 0]
  for (const [at, { atRisk, ended }] of steps.entries()) {
    rest -= areas[at] ?? 0
    if (atRisk > ended) variance += (rest * rest * ended) / (atRisk * (atRisk - ended))
  }
  const half = Z * Math.sqrt(variance)
  return { mean, interval: [Math.max(0, mean - half), Math.min(horizon, mean + half)] }
}

/** The middle of the finished cases alone: what is usually published, and too short wherever some are open. */
export function naiveMedian(cases: readonly Watched[]): number | null {
  const times = cases.filter(({ ended }) => ended).map(({ time }) => time)
  if (times.length === 0) return null
  const sorted = times.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}
