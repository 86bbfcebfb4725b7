import { service } from '#core/service'
import { actions } from './actions/index.ts'
import * as entries from './entries.ts'
import { endOver, forgetErased } from './jobs.ts'
import { pages } from './pages/index.ts'
import { given, own, shared } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { sealed } from './entries.ts'
export { type Given, issue } from './issue.ts'
export { issuedKinds } from './model.ts'
export { listOfCase } from './store/issued.ts'

export default service({
  name: 'documents',
  right: 2,
  uses: [],
  actions,
  pages,
  jobs: [endOver, forgetErased],
  purposes: [own, given, shared],
  entries: Object.values(entries),
  permissions: ['documents.issue'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
