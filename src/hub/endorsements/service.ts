import { service } from '#core/service'
import * as entries from './entries.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { memberships, type MembershipState } from './model.ts'
export {
  countMemberships,
  type Membership,
  membershipRevision,
  membershipTable,
  readMemberships,
} from './store.ts'
/** Performed by the import of cities, through the one door like every other change. */
export { takeMemberships } from './actions.ts'

export default service({
  name: 'endorsements',
  right: 4,
  uses: [],
  actions: [],
  pages: [],
  entries: Object.values(entries),
  changes: { 'endorsements.taken-in': 'endorsement' },
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
