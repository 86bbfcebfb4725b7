import { service } from '#core/service'
import { adopt, comment, decline, hide, propose } from './actions/amend.ts'
import { publish } from './actions/publish.ts'
import * as entries from './entries.ts'
import { declarationImport } from './imports/declaration.ts'
import { pages } from './pages/index.ts'
import { addFirst } from './store/versions.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { summaryOf, titleOf } from './words.ts'
export { listPrinciples, listVersions, type Principle, readTexts } from './store/versions.ts'

export default service({
  name: 'declaration',
  right: 4,
  uses: [],
  actions: [publish, propose, comment, hide, decline, adopt],
  pages,
  entries: Object.values(entries),
  permissions: ['declaration.publish', 'declaration.answer', 'declaration.speak'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  imports: [declarationImport],
  start: ({ tx }) => addFirst(tx),
})
