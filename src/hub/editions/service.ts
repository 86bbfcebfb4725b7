import { service } from '#core/service'
import { begin, change, choose, discard, drop, move } from './actions/draft.ts'
import { correct, issue, printAgain, withdraw } from './actions/issue.ts'
import * as entries from './entries.ts'
import { make, print } from './jobs.ts'
import { pages } from './pages/index.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'editions',
  right: 4,
  uses: ['cities', 'declaration', 'endorsements', 'practices'],
  actions: [begin, change, choose, move, drop, discard, issue, correct, withdraw, printAgain],
  pages,
  jobs: [make, print],
  entries: Object.values(entries),
  permissions: ['editions.write', 'editions.issue'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
