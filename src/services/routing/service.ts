import { service } from '#core/service'
import { agree } from './actions/agree.ts'
import { goBack } from './actions/back.ts'
import { renew } from './actions/renew.ts'
import { activate, write } from './actions/rules.ts'
import * as entries from './entries.ts'
import { train } from './jobs.ts'
import { modelPage } from './pages/model.tsx'
import { rulesPage } from './pages/rules.tsx'
import { showPage } from './pages/show.tsx'
import { writePage } from './pages/write.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { evaluationOf, type Evaluated, type Source } from './evaluation.ts'
export { type Outcome, trainAll } from './train.ts'
export { type Confirmation, trained } from './training.ts'

export default service({
  name: 'routing',
  right: 1,
  uses: ['reports'],
  touches: ['decisions', 'parts'],
  actions: [write, activate, agree, goBack, renew],
  pages: [showPage, writePage, rulesPage, modelPage],
  jobs: [train],
  entries: Object.values(entries),
  permissions: ['routing.write', 'routing.activate', 'routing.promote'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
