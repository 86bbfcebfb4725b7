import { service } from '#core/service'
import { decideAppeal } from './actions/board.ts'
import { requestChanges, review, stateEmployer, vouch } from './actions/desk.ts'
import { begin, keepContacts, keepDecision, keepDomains } from './actions/draft.ts'
import { appeal, checkAgain, confirm, renew, submit } from './actions/follow.ts'
import { answerHearing, dropHold, end, hold, resume } from './actions/members.ts'
import { keepActions } from './actions/first-actions.ts'
import * as entries from './entries.ts'
import { check, plan, watch } from './jobs.ts'
import { letter } from './letters.ts'
import { pages } from './pages/index.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { actingFor } from './acting.ts'
export { belongs, memberships, type MembershipState, speaks } from './model.ts'
export {
  countMemberships,
  joinListed,
  type Membership,
  membershipRevision,
  membershipTable,
  provedDomains,
  readMemberships,
} from './store.ts'
/** Told by services that see a sign of life of a city: its node answered, or it reported. */
export { noteHeard } from './store/members.ts'
/** What documents of a member are believed by when they are seen first. */
export { listKeyPrints } from './store/proofs.ts'
/** Performed by the import of cities, through the one door like every other change. */
export { takeMemberships } from './actions/take-in.ts'
/** What a member does first: shown on its profile, and offered as drafts of commitments. */
export { areas, type Area } from './model.ts'
export { type FirstAction, listFirstActions } from './store/first-actions.ts'
export { Actions } from './pages/first-actions.tsx'
/** For the directory, which publishes who was accepted. */
export { moved, published } from './entries.ts'
export { type Accepted, listAccepted, lockAccepted, publishAccepted } from './publishing.ts'
/** The proofs of a member, and how they are drawn where a city is shown. */
export { standingNow } from './publishing.ts'
export { ProofTags } from './pages/proof-tags.tsx'

export default service({
  name: 'endorsements',
  right: 4,
  uses: ['declaration'],
  actions: [
    begin,
    keepDecision,
    keepDomains,
    keepContacts,
    keepActions,
    submit,
    confirm,
    checkAgain,
    renew,
    appeal,
    stateEmployer,
    vouch,
    requestChanges,
    review,
    decideAppeal,
    answerHearing,
    hold,
    dropHold,
    resume,
    end,
  ],
  pages,
  jobs: [plan, check, watch, letter],
  entries: Object.values(entries),
  permissions: [
    'endorsements.desk',
    'endorsements.review',
    'endorsements.appeal',
    'endorsements.hold',
  ],
  changes: Object.fromEntries(
    ['taken-in', 'published', 'held', 'resumed', 'withdrawn', 'ended'].map((kind) => [
      `endorsements.${kind}`,
      'endorsement' as const,
    ]),
  ),
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
