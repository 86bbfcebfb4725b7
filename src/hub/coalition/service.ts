import { service } from '#core/service'
import { coalitionPage } from './pages.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'coalition',
  right: 4,
  uses: ['changes'],
  actions: [],
  pages: [coalitionPage],
  texts: { en, es, ar },
})
