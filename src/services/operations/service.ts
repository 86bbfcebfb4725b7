import { service } from '#core/service'
import { giveUp, tryAgain } from './actions.ts'
import { mailboxPage, operationsPage } from './pages.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'operations',
  right: 5,
  uses: [],
  touches: ['jobs'],
  actions: [tryAgain, giveUp],
  pages: [operationsPage, mailboxPage],
  permissions: ['operations.manage'],
  texts: { en, es, ar },
})
