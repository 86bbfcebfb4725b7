import { service } from '#core/service'
import { begin, claim, handIn } from './actions.ts'
import * as entries from './entries.ts'
import { cityPage } from './pages/city.tsx'
import { listPage } from './pages/list.tsx'
import { reportPage, stepPage } from './pages/report.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'assessments',
  right: 4,
  uses: ['cities', 'commitments', 'declaration', 'endorsements', 'evidence'],
  writes: ['endorsements.heard'],
  actions: [begin, claim, handIn],
  pages: [listPage, cityPage, reportPage, stepPage],
  entries: Object.values(entries),
  permissions: ['assessments.write'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
