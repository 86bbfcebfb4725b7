import { service } from '#core/service'
import * as actions from './actions/index.ts'
import { offerOf } from './answers.ts'
import { open311Config } from './config.ts'
import * as entries from './entries.ts'
import { pull } from './jobs/pull.ts'
import { passByItself, send } from './jobs/send.ts'
import { pages } from './pages/index.ts'
import { noteOffer } from './store/offers.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { update } from './actions/update.ts'
export { checkEndpoint, type Checked, type Get } from './check.ts'
export * as forProtocol from './for-protocol.ts'

export default service({
  name: 'open311',
  right: 5,
  uses: ['reports'],
  writes: ['reports.report', 'reports.event'],
  actions: Object.values(actions),
  pages,
  jobs: [send, passByItself, pull],
  entries: Object.values(entries),
  permissions: ['open311.connect'],
  texts: { en, es, ar },
  links: [
    {
      rel: 'street-reports',
      path: '/open311/v2/services.json',
      type: 'application/json',
      profile: 'GeoReport-v2',
    },
    {
      rel: 'open311',
      path: '/open311/discovery.json',
      type: 'application/json',
      profile: 'GeoReport-v2',
    },
  ],
  migrations: new URL('./migrations/', import.meta.url),
  config: open311Config,
  start: ({ tx, now, city }) => noteOffer(tx, offerOf(city), now),
})
