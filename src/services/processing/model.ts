/** The words of assessments and breaches, and what follows from them. Pure. */

/** Kinds of assessments: data protection (GDPR art. 35), human rights and algorithms, AI Act art. 27. */
export const formKinds = ['dpia', 'iama', 'fria'] as const
export type FormKind = (typeof formKinds)[number]

/** One question; `code` is what its author calls it. */
export interface Question {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly hint: string
  readonly required: boolean
}

/** Questions that are asked on one page. */
export interface Part {
  readonly title: string
  readonly questions: readonly Question[]
}

/** A versioned set of questions; an assessment keeps the version it was begun with. */
export interface QuestionSet {
  readonly code: string
  readonly version: number
  readonly kind: FormKind
  /** Empty: the language of whoever looks. */
  readonly language: string
  readonly title: string
  readonly parts: readonly Part[]
}

/** draft → review → published → replaced; from review back to draft. */
export type FormState = 'draft' | 'review' | 'published' | 'replaced'

/** Steps that every assessment has after its questions. */
export const LAST_STEPS = ['risks', 'end', 'check'] as const

/** Every step of an assessment: one for each part of its questions, then risks, end and check. */
export function stepsOf(set: QuestionSet): string[] {
  return [...set.parts.map((_, at) => String(at + 1)), ...LAST_STEPS]
}

export const degrees = [1, 2, 3] as const
export type Level = 'low' | 'medium' | 'high'

/** How grave a risk is: likelihood times severity, three by three. */
export function levelOf(likelihood: number, severity: number): Level {
  const product = likelihood * severity
  if (product >= 6) return 'high'
  return product >= 3 ? 'medium' : 'low'
}

const gravity: readonly Level[] = ['low', 'medium', 'high']

/** The gravest of these; undefined when there is none. */
export function gravest(levels: readonly Level[]): Level | undefined {
  return gravity.findLast((one) => levels.includes(one))
}

/** What happened to the data: seen by others, changed, or lost (EDPB Guidelines 9/2022). */
export const breachKinds = ['seen', 'changed', 'lost'] as const
export const noticers = ['official', 'resident', 'supplier', 'authority', 'press', 'other'] as const
export const breachRisks = ['unknown', 'none', 'some', 'high'] as const

/** A breach as far as the next step needs it. */
export interface Standing {
  readonly state: 'open' | 'closed'
  readonly exercise: boolean
  readonly risk: (typeof breachRisks)[number]
  readonly people: number | null
  readonly told: number
  /** The last notification said that more follows; null: nothing was notified. */
  readonly more: boolean | null
  readonly lessons: string
}

export const breachSteps = ['assess', 'count', 'notify', 'tell', 'complete', 'close'] as const
export type BreachStep = (typeof breachSteps)[number] | 'done'

/** The one thing to do next, in the order in which time is short (GDPR art. 33, 34). */
export function nextStep(it: Standing): BreachStep {
  if (it.state === 'closed') return 'done'
  if (it.risk === 'unknown') return 'assess'
  if (it.people === null) return 'count'
  if (it.risk !== 'none' && it.more === null) return 'notify'
  if (it.risk === 'high' && !it.exercise && it.told < it.people) return 'tell'
  return it.more === true ? 'complete' : 'close'
}

const HOURS = 72
const HOUR = 3_600_000

/** Seventy-two hours after it was noticed, as they pass, also when the clocks change (GDPR art. 33(1)). */
export function dueAt(noticedAt: string): string {
  return new Date(Date.parse(noticedAt) + HOURS * HOUR).toISOString()
}

/** Whole hours that are left; negative when it is late. */
export function hoursLeft(due: string, now: string): number {
  return Math.floor((Date.parse(due) - Date.parse(now)) / HOUR)
}

/** Numbers of people are public in tens; fewer than ten are not told apart (privacy-record.md 3.3). */
export function atLeast(people: number): number {
  return people - (people % 10)
}

/** Public numbers of one purpose: months with ten reads or more, and what is left of years that ended. */
export interface PublicRead {
  readonly period: string
  /** Null: there were some, but fewer than ten. */
  readonly count: number | null
}

const FEW = 10

/**
 * A month with fewer reads than ten waits for the end of its year, and is then published together with the
 * other small months. No sum contains what was published before, so that nothing can be subtracted.
 */
export function publicReads(
  months: readonly { readonly month: string; readonly count: number }[],
  thisMonth: string,
): PublicRead[] {
  const over = months.filter(({ month }) => month < thisMonth)
  const large = over.filter(({ count }) => count >= FEW)
  const rest = new Map<string, number>()
  for (const { month, count } of over) {
    const year = month.slice(0, 4)
    if (count < FEW && year < thisMonth.slice(0, 4)) rest.set(year, (rest.get(year) ?? 0) + count)
  }
  const years = [...rest].map(([period, count]) => ({ period, count: count < FEW ? null : count }))
  const all = [...large.map(({ month, count }) => ({ period: month, count })), ...years]
  return all.toSorted((a, b) => (a.period < b.period ? -1 : 1))
}
