/** How good a way of sorting is, on texts that were confirmed later than everything it knows. */

/** One text that was sorted, with what a person confirmed. */
export interface Judgement {
  readonly right: string
  /** The best first. */
  readonly likely: readonly { readonly category: string; readonly probability: number }[]
  readonly sure: boolean
}

/** Rates are null where nothing was counted. */
export interface Evaluation {
  readonly n: number
  readonly accuracy: number | null
  /** Mean over categories of the harmonic mean of precision and recall. */
  readonly macroF1: number | null
  readonly top3: number | null
  /** The part that is sorted without a person, and how often rightly. */
  readonly sure: number | null
  readonly sureRight: number | null
  /** The largest part that could be sorted by one threshold with nine of ten right. */
  readonly coverageAt90: number | null
  /** Expected calibration error over ten equal steps of probability (Naeini et al., AAAI 2015). */
  readonly calibrationError: number | null
}

const part = (of: number, n: number): number | null => (n > 0 ? of / n : null)

interface Top {
  readonly category: string
  readonly probability: number
  readonly right: boolean
}

const topOf = ({ likely, right }: Judgement): Top => {
  const [first] = likely
  const category = first?.category ?? ''
  return { category, probability: first?.probability ?? 0, right: category === right }
}

function macroF1(judgements: readonly Judgement[]): number | null {
  const names = [...new Set(judgements.map(({ right }) => right))]
  const scores = names.map((name) => {
    const [said, was] = [
      judgements.filter((one) => topOf(one).category === name),
      judgements.filter(({ right }) => right === name),
    ]
    const hits = said.filter(({ right }) => right === name).length
    return (2 * hits) / (said.length + was.length)
  })
  return part(
    scores.reduce((sum, score) => sum + score, 0),
    scores.length,
  )
}

function coverage(tops: readonly Top[], precision: number): number {
  const sorted = tops.toSorted((a, b) => b.probability - a.probability)
  let [right, covered] = [0, 0]
  for (const [at, one] of sorted.entries()) {
    if (one.right) right += 1
    const isLast = sorted[at + 1]?.probability !== one.probability
    if (isLast && right / (at + 1) >= precision) covered = at + 1
  }
  return covered / sorted.length
}

function calibrationError(tops: readonly Top[]): number {
  const steps = Map.groupBy(tops, ({ probability }) => Math.min(9, Math.floor(probability * 10)))
  return [...steps.values()].reduce((sum, members) => {
    const sure = members.reduce((total, { probability }) => total + probability, 0)
    const right = members.filter((one) => one.right).length
    return sum + Math.abs(sure - right) / tops.length
  }, 0)
}

/** Evaluates judgements of which the right category is known. */
export function evaluated(judgements: readonly Judgement[]): Evaluation {
  const tops = judgements.map(topOf)
  const n = tops.length
  const three = judgements.filter(({ likely, right }) =>
    likely.slice(0, 3).some(({ category }) => category === right),
  )
  const sure = judgements.filter((one) => one.sure)
  return {
    n,
    accuracy: part(tops.filter(({ right }) => right).length, n),
    macroF1: macroF1(judgements),
    top3: part(three.length, n),
    sure: part(sure.length, n),
    sureRight: part(sure.filter((one) => topOf(one).right).length, sure.length),
    coverageAt90: n > 0 ? coverage(tops, 0.9) : null,
    calibrationError: n > 0 ? calibrationError(tops) : null,
  }
}

/** Past, nearer past and latest: to learn from, to calibrate with, and to judge by; never by chance. */
export function splitByTime<T extends { readonly at: string }>(
  samples: readonly T[],
): {
  readonly learn: readonly T[]
  readonly calibrate: readonly T[]
  readonly judge: readonly T[]
} {
  const sorted = samples.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const [first, second] = [Math.floor(sorted.length * 0.8), Math.floor(sorted.length * 0.9)]
  return {
    learn: sorted.slice(0, first),
    calibrate: sorted.slice(first, second),
    judge: sorted.slice(second),
  }
}
