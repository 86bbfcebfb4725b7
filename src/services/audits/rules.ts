/** The civic rules of audits: pure, one line a reason. */
import { rule } from '#core/kernel'
import type { State } from './model/states.ts'

interface AskingFor {
  readonly known: boolean
  readonly from: string
  readonly to: string
  readonly today: string
}

/** An audit looks at a window of days that are over. */
export const mayAsk = rule<AskingFor>({
  name: 'audits.may-ask',
  says: 'An official may have a registered algorithm audited over any days that are over.',
  law: 'Public Space Ordinance 4/2025, art. 16',
  refuseWhen: {
    'no-such-algorithm': ({ known }) => !known,
    'ends-before-it-begins': ({ from, to }) => to < from,
    'days-not-over': ({ to, today }) => to >= today,
  },
})

interface Publishing {
  readonly state: State
  readonly enough: boolean
  /** The same person asked for it. */
  readonly own: boolean
  /** Some of its days stand in a table that is published already. */
  readonly overlaps: boolean
}

/** Whoever publishes an audit is not who asked for it; and no two tables can be subtracted from each other. */
export const mayPublish = rule<Publishing>({
  name: 'audits.may-publish',
  says: 'An audit is published by another person than the one who asked for it, as it was computed, and its days once.',
  law: 'Public Space Ordinance 4/2025, art. 16',
  refuseWhen: {
    'not-drafted': ({ state }) => state !== 'drafted',
    'nothing-to-say': ({ enough }) => !enough,
    'asked-by-yourself': ({ own }) => own,
    'days-published': ({ overlaps }) => overlaps,
  },
})

interface Labelling {
  readonly state: State
  readonly inSample: boolean
  readonly labelled: boolean
  /** Labels of other people there are already. */
  readonly others: number
  readonly known: boolean
}

/** Two people say what a report is about, and neither sees what the other or the machine said. */
export const mayLabel = rule<Labelling>({
  name: 'audits.may-label',
  says: 'Two people label each report of the sample, each without seeing what the machine or the other one said.',
  law: 'Public Space Ordinance 4/2025, art. 16',
  refuseWhen: {
    'not-drafted': ({ state }) => state !== 'drafted',
    'not-in-sample': ({ inSample }) => !inSample,
    'labelled-already': ({ labelled, others }) => labelled || others >= 2,
    'no-such-category': ({ known }) => !known,
  },
})
