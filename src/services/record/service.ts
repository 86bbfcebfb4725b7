import { service } from '#core/service'
import { checkPage } from './pages/check.tsx'
import { entryPage } from './pages/entry.tsx'
import { evidencePage } from './pages/evidence.tsx'
import { recordPage } from './pages/list.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'record',
  right: 3,
  uses: [],
  actions: [],
  pages: [recordPage, checkPage, evidencePage, entryPage],
  texts: { en, es, ar },
  links: [
    {
      rel: 'transparency-log',
      path: '/record/checkpoint',
      type: 'text/plain',
      profile: 'checkpoint',
    },
  ],
})
