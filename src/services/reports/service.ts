import { service } from '#core/service'
import { actions } from './actions/index.ts'
import { reportsConfig } from './config.ts'
import { route } from './decisions.ts'
import * as entries from './entries.ts'
import { imports } from './imports/index.ts'
import { forgetDrafts, letterAnswer, letterConfirm, letterFollower, stopWaiting } from './jobs.ts'
import { pages } from './pages/index.ts'
import { confirm, contactBack, danger } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { type Brief, type Pulse, readPulse } from './pulse.ts'

export default service({
  name: 'reports',
  right: 1,
  uses: ['documents', 'messages'],
  writes: ['documents.document'],
  touches: ['districts'],
  actions,
  pages,
  decisions: [route],
  jobs: [letterConfirm, letterAnswer, letterFollower, forgetDrafts, stopWaiting],
  purposes: [confirm, contactBack, danger],
  entries: Object.values(entries),
  permissions: [
    'reports.read',
    'reports.move',
    'reports.assign',
    'reports.note',
    'reports.answer',
    'reports.change',
    'reports.merge',
    'reports.contact',
    'reports.moderate',
  ],
  texts: { en, es, ar },
  links: [{ rel: 'street-reports', path: '/reports.geojson', type: 'application/geo+json' }],
  migrations: new URL('./migrations/', import.meta.url),
  config: reportsConfig,
  imports,
})
