import { service } from '#core/service'
import { accessPage, proofFile } from './pages/access.tsx'
import { folderPage } from './pages/show.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'folder',
  right: 2,
  uses: [],
  actions: [],
  pages: [folderPage, accessPage, proofFile],
  texts: { en, es, ar },
  links: [{ rel: 'use-log', path: '/folder', type: 'text/html' }],
})
