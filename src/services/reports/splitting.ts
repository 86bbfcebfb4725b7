/** The rules of a report in parts, and of what is said when it is over. Pure. */
import { daysBetween, rule } from '#core/kernel'
import { publicClass, type State } from './model.ts'

const ordinance = (article: number) => `Public Space Ordinance 4/2025, art. ${article}`

/** No report has more parts than somebody can keep in mind. */
export const MOST_PARTS = 10

interface Splitting {
  readonly state: State
  readonly isPart: boolean
  readonly parts: number
  readonly category: 'open' | 'closed' | 'unknown'
}

/** Several things in one report: each gets its own part, its own unit and its own clock. */
export const maySplit = rule<Splitting>({
  name: 'reports.may-split',
  says: 'An open report that tells of several things may be worked on in up to ten parts, of one level.',
  law: ordinance(10),
  refuseWhen: {
    'not-open': ({ state }) => publicClass(state) !== 'open',
    'is-part-itself': ({ isPart }) => isPart,
    'too-many-parts': ({ parts }) => parts >= MOST_PARTS,
    'no-such-category': ({ category }) => category === 'unknown',
    'category-closed': ({ category }) => category === 'closed',
  },
})

/** The whole is over when its parts are, or when somebody says that they are. */
export const mayCloseParts = rule<{ readonly openParts: number; readonly closeParts: boolean }>({
  name: 'reports.may-close-parts',
  says: 'Whoever closes a report with open parts says that the parts close with it.',
  law: ordinance(10),
  refuseWhen: { 'parts-open': ({ openParts, closeParts }) => openParts > 0 && !closeParts },
})

interface Judging {
  readonly state: State
  readonly closedOn: string | null
  readonly today: string
  readonly feedbackDays: number
  readonly judged: boolean
}

/** Was it solved? Whoever reported or joined says it once. */
export const mayJudge = rule<Judging>({
  name: 'reports.may-judge',
  says: 'Whoever reported or joined says once, within fourteen days of the end, whether it was solved.',
  law: ordinance(11),
  refuseWhen: {
    'not-closed': ({ state }) => publicClass(state) !== 'closed',
    final: ({ state }) => ['withdrawn', 'duplicate'].includes(state),
    'already-judged': ({ judged }) => judged,
    'too-late': ({ closedOn, today, feedbackDays }) =>
      closedOn !== null && daysBetween(closedOn, today) > feedbackDays,
  },
})

/** Only what was marked as the same problem can be taken apart. */
export const mayPart = rule<{ readonly state: State }>({
  name: 'reports.may-part',
  says: 'A report that was marked as the same problem as another may be opened again by itself.',
  law: ordinance(10),
  refuseWhen: { 'not-a-duplicate': ({ state }) => state !== 'duplicate' },
})
