import { service } from '#core/service'
import { change, leave, list } from './actions.ts'
import * as entries from './entries.ts'
import { addingPage, partnerPage, partnersPage } from './pages.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'partners',
  right: 4,
  uses: [],
  actions: [list, change, leave],
  pages: [partnersPage, addingPage, partnerPage],
  entries: Object.values(entries),
  permissions: ['partners.write'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
