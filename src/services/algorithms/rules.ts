/** When an entry may go a step further in its life. Pure. */
import { addDays, rule } from '#core/kernel'
import type { Field, Phase } from './model.ts'

/** Longest time until an entry is looked at again: two years. */
export const MOST_DAYS = 731

/** An entry is written on. */
export const mayWrite = rule<{ phase: Phase }>({
  name: 'algorithms.may-write',
  says: 'An entry is written on until it is handed in for review.',
  law: 'AI Act, art. 26(5); Rules of the register, art. 2',
  refuseWhen: { 'not-a-draft': ({ phase }) => phase !== 'draft' },
})

/** What is known of an entry when it is handed in. */
export interface HandingIn {
  readonly phase: Phase
  readonly missing: readonly Field[]
  readonly revisionOn: string
  readonly today: string
}

/** An entry is handed in for review. */
export const mayHandIn = rule<HandingIn>({
  name: 'algorithms.may-hand-in',
  says: 'An entry is handed in when it says everything it has to, and is looked at again within two years.',
  law: 'Rules of the register, art. 3',
  refuseWhen: {
    'not-a-draft': ({ phase }) => phase !== 'draft',
    'fields-missing': ({ missing }) => missing.length > 0,
    'revision-past': ({ revisionOn, today }) => revisionOn <= today,
    'revision-far': ({ revisionOn, today }) => revisionOn > addDays(today, MOST_DAYS),
  },
})

/** Somebody agrees to an entry, or sends it back. */
export const mayReview = rule<{
  phase: Phase
  own: boolean
  reviewed: boolean
  /** Its day of revision has come while it waited: agreeing would put in force what may not run. */
  past: boolean
}>({
  name: 'algorithms.may-review',
  says: 'Two officials who did not write the entry agree to it, each once.',
  law: 'Rules of the register, art. 4',
  refuseWhen: {
    'not-in-review': ({ phase }) => phase !== 'review',
    'own-entry': ({ own }) => own,
    'reviewed-already': ({ reviewed }) => reviewed,
    'revision-past': ({ past }) => past,
  },
})

/** An official stops a decision, or the city gives it up. */
export const mayStop = rule<{ state: string }>({
  name: 'algorithms.may-stop',
  says: 'One official may stop a decision at once; what was given up cannot be stopped again.',
  law: 'AI Act, art. 14(4)(e), 26(5); Rules of the register, art. 5',
  refuseWhen: { 'stopped-already': ({ state }) => state === 'suspended' || state === 'retired' },
})

/** What bars the way back to a version. */
type Bar = 'in-force' | 'later' | 'never-in-force' | 'not-held' | 'audit-failed' | 'stopped'

/** An official goes back to an earlier version of a decision. */
export const mayGoBack = rule<{ seen: boolean; bar: Bar | null }>({
  name: 'algorithms.may-go-back',
  says: 'One official may go back to a version that was in force before, has failed no audit and was not stopped; forward again, two agree.',
  law: 'AI Act, art. 14(4)(e), 26(5); Rules of the register, art. 7',
  refuseWhen: {
    'changed-meanwhile': ({ seen }) => !seen,
    'in-force-already': ({ bar }) => bar === 'in-force',
    'later-version': ({ bar }) => bar === 'later',
    'never-in-force': ({ bar }) => bar === 'never-in-force',
    'version-not-held': ({ bar }) => bar === 'not-held',
    'version-failed': ({ bar }) => bar === 'audit-failed',
    'version-stopped': ({ bar }) => bar === 'stopped',
  },
})

/** The city gives a decision up. */
export const mayWithdraw = rule<{ state: string }>({
  name: 'algorithms.may-withdraw',
  says: 'A decision is given up once.',
  law: 'Rules of the register, art. 6',
  refuseWhen: { 'given-up-already': ({ state }) => state === 'retired' },
})
