import { service } from '#core/service'
import { accept } from './actions.ts'
import * as entries from './entries.ts'
import { follow, mirror } from './jobs.ts'
import { federationPage } from './pages/federation.tsx'
import { feedPage } from './pages/feed.ts'
import { mirrorPage } from './pages/mirror.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { type Alarm, listAlarms } from './store/alarms.ts'

export default service({
  name: 'changes',
  right: 5,
  uses: ['cities', 'endorsements'],
  touches: ['followed-logs'],
  actions: [accept],
  pages: [federationPage, feedPage, mirrorPage],
  jobs: [follow, mirror],
  entries: Object.values(entries),
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  links: [{ rel: 'changes', path: '/federation/changes?since=', type: 'application/jsonl' }],
})
