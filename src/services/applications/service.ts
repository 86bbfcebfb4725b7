import { service } from '#core/service'
import { allow, refuse } from './actions/allow.ts'
import { disconnect } from './actions/disconnect.ts'
import { approve, change, end, makeSecret, propose, turnDown } from './actions/register.ts'
import * as entries from './entries.ts'
import { forget } from './jobs.ts'
import { askedPage, onwardPage } from './pages/asked.tsx'
import { deskPage, newPage, oneDeskPage, secretPage } from './pages/desk.tsx'
import { leavingPage, leftPage } from './pages/leaving.tsx'
import { listPage } from './pages/list.tsx'
import { minePage } from './pages/mine.tsx'
import { age, district, email, name, resident } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { type Connected, connectedOf } from './connected.ts'
export * as forProvider from './for-provider.ts'

export default service({
  name: 'applications',
  right: 2,
  uses: [],
  actions: [propose, change, approve, turnDown, makeSecret, end, allow, refuse, disconnect],
  pages: [
    listPage,
    minePage,
    deskPage,
    newPage,
    oneDeskPage,
    secretPage,
    askedPage,
    onwardPage,
    leavingPage,
    leftPage,
  ],
  purposes: [email, name, age, resident, district],
  entries: Object.values(entries),
  jobs: [forget],
  permissions: ['applications.manage'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  links: [{ rel: 'applications', path: '/applications', type: 'text/html' }],
})
