import { service } from '#core/service'
import { launch, pledge, report } from './actions.ts'
import * as entries from './entries.ts'
import { close } from './jobs.ts'
import { campaignPage, cityPage, listPage, newPage } from './pages.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

/** Pure: the command line counts with the same function as the page. */
export { counter, Definition, standingOf } from './model.ts'

export default service({
  name: 'campaigns',
  right: 4,
  uses: ['cities', 'endorsements'],
  actions: [launch, pledge, report],
  pages: [listPage, newPage, campaignPage, cityPage],
  jobs: [close],
  entries: Object.values(entries),
  permissions: ['campaigns.launch', 'campaigns.pledge'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
