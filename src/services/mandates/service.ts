import { service } from '#core/service'
import { begin, leave } from './actions/act.ts'
import { agree, ask, stop } from './actions/desk.ts'
import { confirm, offer, take, withdraw } from './actions/give.ts'
import * as entries from './entries.ts'
import { nightly } from './jobs.ts'
import { deskPage, invitedPage, newPage, takePage } from './pages/forms.tsx'
import { listPage } from './pages/list.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'mandates',
  right: 2,
  uses: [],
  touches: ['acting'],
  under: '/folder',
  actions: [offer, take, confirm, withdraw, begin, leave, ask, agree, stop],
  pages: [listPage, newPage, invitedPage, takePage, deskPage],
  jobs: [nightly],
  entries: Object.values(entries),
  permissions: ['mandates.manage'],
  texts: { en, es, ar },
})
