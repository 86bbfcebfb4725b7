import { service } from '#core/service'
import { erase } from './actions/erase.ts'
import { lift, object, restrict, withdraw } from './actions/rights.ts'
import { exercised } from './entries.ts'
import { accessPage, proofFile } from './pages/access.tsx'
import { closedPage, erasingPage } from './pages/erasing.tsx'
import { rightsPage } from './pages/rights.tsx'
import { folderPage } from './pages/show.tsx'
import { archivePage, takePage } from './pages/take.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'folder',
  right: 2,
  uses: [],
  touches: ['sessions'],
  actions: [withdraw, restrict, object, lift, erase],
  pages: [
    folderPage,
    accessPage,
    proofFile,
    rightsPage,
    erasingPage,
    closedPage,
    takePage,
    archivePage,
  ],
  entries: [exercised],
  texts: { en, es, ar },
  links: [{ rel: 'use-log', path: '/folder', type: 'text/html' }],
})
