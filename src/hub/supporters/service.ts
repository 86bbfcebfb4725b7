import { service } from '#core/service'
import { confirmed, count, noteAnswer } from './actions.ts'
import * as entries from './entries.ts'
import { forgetAsks, letterConfirm, publishCounts } from './jobs.ts'
import { askPage, confirmPage, letterPage, sentPage } from './pages.tsx'
import { confirm } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'supporters',
  right: 4,
  uses: ['cities', 'endorsements'],
  actions: [count, confirmed, noteAnswer],
  pages: [askPage, confirmPage, letterPage, sentPage],
  jobs: [letterConfirm, forgetAsks, publishCounts],
  purposes: [confirm],
  entries: Object.values(entries),
  permissions: ['supporters.answer'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
