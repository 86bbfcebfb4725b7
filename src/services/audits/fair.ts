/** Does the city serve every district alike? Waiting times with open reports counted as open. Pure. */
import {
  type Judged,
  kaplanMeier,
  logRank,
  medianOf,
  merged,
  observedExpected,
  type Ranked,
  restrictedMean,
} from '#core/fairness'
import type { Waited } from '#services/reports'
import type { Curve, Fair, Point, Waiting } from './model/found.ts'

/** What is asked of the waiting times. */
export interface Asking {
  readonly from: string
  readonly until: string
  /** Residents by district, where the city says so. */
  readonly residents: Readonly<Record<string, number>>
}

/** Days up to which means are taken: for a first answer, and until it is done. */
export const HORIZON = { answer: 14, resolution: 60 } as const

const DAY = 86_400_000
/** Points of a curve that are drawn at most. */
const DRAWN = 120

const days = (from: string, to: string) => Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY)
const tenth = (value: number) => Math.round(value * 10) / 10

function watched(one: Waited, end: string | null, until: string) {
  const ended = end !== null && end <= until
  return { time: tenth(days(one.openedAt, ended ? end : until)), ended }
}

function thinned(points: readonly Point[]): Point[] {
  if (points.length <= DRAWN) return [...points]
  const step = points.length / DRAWN
  return Array.from({ length: DRAWN }, (_, at) => points[Math.floor(at * step)] ?? [0, 1])
}

function curveOf(area: string, cases: readonly Ranked[], horizon: number): Curve {
  const steps = kaplanMeier(cases)
  const mean = restrictedMean(cases, horizon)
  return {
    area,
    n: cases.length,
    ended: cases.filter(({ ended }) => ended).length,
    points: thinned(
      steps
        .filter(({ time }) => time <= horizon)
        .map(({ time, survival }): Point => [time, Math.round(survival * 1000) / 1000]),
    ),
    median: medianOf(steps),
    mean: mean === null ? null : tenth(mean.mean),
    interval: mean === null ? null : [tenth(mean.interval[0]), tenth(mean.interval[1])],
  }
}

type Placed = readonly { readonly one: Waited; readonly area: string }[]

function waitingOf(placed: Placed, what: 'answer' | 'resolution', until: string): Waiting {
  const horizon = HORIZON[what]
  const cases = placed.map(({ one, area }): Ranked => {
    const end = what === 'answer' ? (one.answeredAt ?? one.closedAt) : one.closedAt
    return { ...watched(one, end, until), group: area, stratum: one.category }
  })
  const groups = [...Map.groupBy(cases, ({ group }) => group)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )
  return {
    horizon,
    city: curveOf('*', cases, horizon),
    areas: groups.map(([area, members]) => curveOf(area, members, horizon)),
    p: logRank(cases)?.p ?? null,
  }
}

/** Whether each report kept its promised day; one that is open and not late yet is not judged. */
function judgedOf(placed: Placed, until: string): Judged[] {
  return placed.flatMap(({ one, area }) => {
    const today = until.slice(0, 10)
    if (one.closedAt === null && one.dueOn >= today) return []
    const well = one.closedAt !== null && one.closedAt.slice(0, 10) <= one.dueOn
    return [{ area, kind: `${one.category} ${one.openedAt.slice(0, 7)}`, well }]
  })
}

/** Each report with the area it is shown in: small districts are merged until they have thirty. */
export function placedIn(all: readonly Waited[]): Placed {
  const known = all.flatMap((one) =>
    one.district === null ? [] : [{ one, district: one.district }],
  )
  const sizes = [...Map.groupBy(known, ({ district }) => district)].map(([area, members]) => ({
    area,
    n: members.length,
  }))
  const names = merged(sizes)
  return known.map(({ one, district }) => ({ one, area: names.get(district) ?? district }))
}

function perResidentOf(placed: Placed, residents: Asking['residents']): Fair['perResident'] {
  const counts = Map.groupBy(placed, ({ area }) => area)
  return [...counts].flatMap(([area, members]) => {
    const living = area.split(' + ').map((district) => residents[district])
    if (living.some((n) => n === undefined || n <= 0)) return []
    const sum = living.reduce<number>((total, n) => total + (n ?? 0), 0)
    return [{ area, n: members.length, rate: tenth((1000 * members.length) / sum) }]
  })
}

/** Everything the page of fair service shows. Reports without a district are not counted. */
export function fairOf(all: readonly Waited[], { from, until, residents }: Asking): Fair {
  const placed = placedIn(all)
  return {
    ...{ from, until, n: placed.length },
    answer: waitingOf(placed, 'answer', until),
    resolution: waitingOf(placed, 'resolution', until),
    onTime: observedExpected(judgedOf(placed, until)),
    perResident: perResidentOf(placed, residents).toSorted((a, b) => (a.area < b.area ? -1 : 1)),
  }
}
