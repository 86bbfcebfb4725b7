import { service } from '#core/service'
import { algorithmPage, algorithmsPage } from './pages.tsx'
import { takenPage } from './pages/taken.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'algorithms',
  right: 3,
  uses: [],
  touches: ['decisions'],
  actions: [],
  pages: [algorithmsPage, algorithmPage, takenPage],
  texts: { en, es, ar },
  links: [{ rel: 'algorithm-register', path: '/api/algorithms', type: 'application/json' }],
})
