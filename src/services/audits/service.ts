import { service } from '#core/service'
import { ask, drop, label, publish } from './actions.ts'
import { auditsConfig } from './config.ts'
import * as entries from './entries.ts'
import { draft, measure } from './jobs.ts'
import { deskPage, draftPage, labelPage } from './pages/desk.tsx'
import { fairPage } from './pages/fair.tsx'
import { auditPage, showPage, tablePage } from './pages/public.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'audits',
  right: 3,
  uses: ['reports'],
  touches: ['decisions', 'standing'],
  actions: [ask, label, publish, drop],
  pages: [showPage, fairPage, auditPage, tablePage, deskPage, draftPage, labelPage],
  jobs: [draft, measure],
  entries: Object.values(entries),
  permissions: ['audits.run', 'audits.label'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  config: auditsConfig,
})
