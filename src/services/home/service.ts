import { service } from '#core/service'
import { homeConfig } from './config.ts'
import { accessibility, privacy, promises } from './pages/about.tsx'
import { front } from './pages/front.tsx'
import { status } from './pages/status.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'home',
  right: 1,
  uses: ['reports'],
  actions: [],
  pages: [front, privacy, accessibility, promises, status],
  texts: { en, es, ar },
  links: [
    { rel: 'accessibility', path: '/accessibility', type: 'text/html' },
    { rel: 'data-protection-policy', path: '/privacy', type: 'text/html' },
  ],
  config: homeConfig,
})
