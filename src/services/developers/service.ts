import { service } from '#core/service'
import { apiPage } from './pages.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'developers',
  right: 5,
  uses: [],
  actions: [],
  pages: [apiPage],
  texts: { en, es, ar },
  links: [
    { rel: 'api', path: '/api/openapi.json', type: 'application/json', profile: 'OpenAPI-3.1' },
  ],
})
