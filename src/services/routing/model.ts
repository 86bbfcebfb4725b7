/** Versions of the rules, and classifiers with what they were worth. */

export const ruleStates = ['draft', 'active', 'past'] as const
export type RuleState = (typeof ruleStates)[number]

export const verdicts = ['waiting', 'promoted', 'refused', 'replaced'] as const
export type VerdictOn = (typeof verdicts)[number]

/** In what a candidate was worse than what decides now. */
export const worseIn = ['accuracy', 'macro-f1', 'alone', 'district'] as const
export type WorseIn = (typeof worseIn)[number]

/** Reports that rules are tried on. */
export const TRIED = 1000

/** How well texts were sorted, as `#core/classifier` counts it; null where nothing was counted. */
export interface Rates {
  readonly n: number
  readonly accuracy: number | null
  readonly macroF1: number | null
  readonly top3: number | null
  readonly sure: number | null
  readonly sureRight: number | null
  readonly coverageAt90: number | null
  readonly calibrationError: number | null
}

/** One district among the judged texts. */
export interface Group {
  readonly district: string
  readonly n: number
  readonly accuracy: number
  readonly before: number | null
}

/** What a candidate is worth, beside what sorts now. */
export interface Worth {
  readonly learned: number
  readonly calibrated: number
  readonly from: string
  readonly to: string
  readonly all: Rates
  /** Null where nothing sorts this language yet. */
  readonly before: Rates | null
  readonly groups: readonly Group[]
}
