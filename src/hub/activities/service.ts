import { service } from '#core/service'
import { announce, prove } from './actions/day.ts'
import { tell } from './actions/outcome.ts'
import { cancel, change, plan } from './actions/plan.ts'
import { giveBack, register } from './actions/seats.ts'
import * as entries from './entries.ts'
import { forget, openDay } from './jobs.ts'
import { dayPage, yearPage } from './pages/day.tsx'
import { cityPage, listPage, newPage } from './pages/list.tsx'
import { showPage } from './pages/show.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { countAttended } from './store/attendance.ts'

export default service({
  name: 'activities',
  right: 4,
  uses: ['cities', 'declaration', 'endorsements'],
  actions: [plan, change, cancel, tell, register, giveBack, announce, prove],
  pages: [listPage, newPage, dayPage, yearPage, showPage, cityPage],
  jobs: [openDay, forget],
  entries: Object.values(entries),
  changes: {
    'activities.planned': 'event',
    'activities.changed': 'event',
    'activities.cancelled': 'event',
    'activities.told': 'event',
    'activities.attended': 'event',
    'activities.held': 'event',
  },
  permissions: ['activities.plan'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
