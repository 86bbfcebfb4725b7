/** What audits find, as it is kept and shown. Pure: types, and the names of what is looked at. */

/** Where the true value lies, at 95 %. */
export type Interval = readonly [low: number, high: number]

export type Judgement = 'pass' | 'fail' | 'inconclusive' | 'suppressed'

/** What groups are made of. Never more than these: with each more, a row says more of one report. */
export const ATTRIBUTES = ['district', 'language', 'channel', 'length'] as const
export type Attribute = (typeof ATTRIBUTES)[number]

/** What is judged. */
export type Metric = 'sorted' | 'category' | 'department'

/** One group in one metric. */
export interface Finding {
  readonly metric: Metric
  readonly attribute: Attribute
  readonly group: string
  readonly n: number | null
  readonly rate: number | null
  readonly interval: Interval | null
  readonly ratio: number | null
  readonly ratioInterval: Interval | null
  readonly verdict: Judgement | null
  readonly reference: string
}

/** How sure the machine was beside how often it was right. */
export interface Calibration {
  readonly group: string
  readonly n: number
  /** Expected calibration error over ten bins (Guo et al., ICML 2017). */
  readonly error: number
}

/** Hours that went by before what was wrong was put right. */
export interface Lost {
  readonly attribute: Attribute
  readonly group: string
  readonly wrong: number
  readonly meanHours: number
}

export interface Result {
  readonly n: number
  readonly heldBack: number
  readonly tolerance: number
  readonly overall: Readonly<
    Record<Metric, { readonly rate: number | null; readonly interval: Interval | null }>
  >
  readonly findings: readonly Finding[]
  readonly lost: readonly Lost[]
  readonly calibration: readonly Calibration[]
  readonly verdict: 'pass' | 'fail' | 'inconclusive'
}

/** What an area had beside what the whole city would have had with the same kinds of reports. */
export interface Beside {
  readonly area: string
  readonly n: number
  readonly observed: number
  readonly expected: number
  readonly ratio: number | null
  readonly interval: Interval | null
}

/** A point of a curve: after so many days, this part still waits. */
export type Point = readonly [days: number, waiting: number]

/** One area in one kind of waiting. */
export interface Curve {
  readonly area: string
  readonly n: number
  readonly ended: number
  readonly points: readonly Point[]
  /** Null when half have not ended yet. */
  readonly median: number | null
  /** Mean days up to the horizon; null when nobody was watched so long. */
  readonly mean: number | null
  readonly interval: Interval | null
}

export interface Waiting {
  readonly horizon: number
  readonly city: Curve
  readonly areas: readonly Curve[]
  /** Chance of such differences were all areas alike, within the same categories. */
  readonly p: number | null
}

export interface Fair {
  readonly from: string
  readonly until: string
  readonly n: number
  readonly answer: Waiting
  readonly resolution: Waiting
  /** Reports that missed their day beside what the whole city would have missed with the same mix. */
  readonly onTime: readonly Beside[]
  readonly perResident: readonly {
    readonly area: string
    readonly n: number
    readonly rate: number
  }[]
}
