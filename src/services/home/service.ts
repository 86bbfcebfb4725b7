import { service } from '#core/service'
import { homeConfig } from './config.ts'
import { accessibility, front, privacy, promises, status } from './pages.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'home',
  right: 1,
  uses: [],
  actions: [],
  pages: [front, privacy, accessibility, promises, status],
  texts: { en, es, ar },
  config: homeConfig,
})
