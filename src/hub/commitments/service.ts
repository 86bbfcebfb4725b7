import { service } from '#core/service'
import { addIndicator, measure, retarget } from './actions/indicators.ts'
import { invite } from './actions/invite.ts'
import { addMilestone, move, reach } from './actions/milestones.ts'
import { setAside } from './actions/offers.ts'
import { extend, feature, promise, withdraw } from './actions/promise.ts'
import { reply, reviewOutcome, reviewPlan } from './actions/reviews.ts'
import { comment, hide } from './actions/talk.ts'
import { judge, prepare, state } from './actions/voices.ts'
import * as entries from './entries.ts'
import { letter, publish, stateAll } from './jobs.ts'
import { pages } from './pages/index.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { isMember } from './acting.ts'
export { halfOf } from './model/standing.ts'
export { listPrepared, listPromised, type Prepared, type PromisedItem } from './reads.ts'
/** What a report says of commitments is saved by the one and said by the other. */
export { prepare } from './actions/voices.ts'
export { stateAll } from './jobs.ts'

export default service({
  name: 'commitments',
  right: 4,
  uses: ['cities', 'declaration', 'endorsements', 'evidence'],
  writes: ['cities.source_finding', 'cities.finding', 'cities.revision'],
  touches: ['invitations'],
  actions: [
    ...[promise, setAside, feature, extend, withdraw, addMilestone, reach, move],
    ...[addIndicator, measure, retarget, state, prepare, judge],
    ...[reviewPlan, reviewOutcome, reply, comment, hide, invite],
  ],
  pages,
  jobs: [publish, letter, stateAll],
  entries: Object.values(entries),
  changes: {
    'commitments.promised': 'commitment',
    'commitments.milestone-added': 'commitment',
    'commitments.changed': 'commitment',
    'commitments.withdrawn': 'commitment',
    'commitments.reached': 'commitment',
    'commitments.stated': 'commitment',
    'commitments.judged': 'commitment',
    'commitments.review-published': 'commitment',
  },
  permissions: ['commitments.promise', 'commitments.judge', 'commitments.review'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
