import { service } from '#core/service'
import { confirmed, follow, leave, renew, wish } from './actions.ts'
import { letterConfirm, letterEnding, letterNews, night, tellDaily, tellSoon } from './jobs.ts'
import { choosePage } from './pages/choose.tsx'
import { leavingPage, minePage, ownPage } from './pages/mine.tsx'
import { askedPage, leftPage } from './pages/said.tsx'
import { tell } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { endAllOf } from './store.ts'
export { takeAreas, type TakenArea } from './taking.ts'

export default service({
  name: 'areas',
  right: 1,
  uses: ['reports'],
  actions: [follow, confirmed, wish, renew, leave],
  pages: [choosePage, askedPage, ownPage, minePage, leavingPage, leftPage],
  jobs: [letterConfirm, letterNews, letterEnding, tellSoon, tellDaily, night],
  purposes: [tell],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
