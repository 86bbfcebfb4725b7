import { service } from '#core/service'
import { ask, withdraw } from './actions/ask.ts'
import { begin, doubt, extend, goOn } from './actions/clock.ts'
import { close, decide, tell } from './actions/decide.ts'
import { open, takeIn } from './actions/enter.ts'
import { acknowledge, askUnit, explain } from './actions/unit.ts'
import { protectionConfig } from './config.ts'
import * as entries from './entries.ts'
import { carryOut, letter, round } from './jobs.ts'
import { codedPage, codePage, enterPage, slipPage } from './pages/code.tsx'
import { deskRequestPage } from './pages/desk-request.tsx'
import { deskPage } from './pages/desk.tsx'
import { minePage, requestPage } from './pages/mine.tsx'
import { askPage, newPage } from './pages/new.tsx'
import { showPage } from './pages/show.tsx'
import { explainPage, unitPage } from './pages/unit.tsx'
import * as purposes from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { caseIn, caseOf } from './cases.ts'
export { CaseLink } from './pages/case-link.tsx'
export { correctable } from './model/kinds.ts'
export { countDesk, listAbout, listNumbers, type Standing, type Told } from './store/lists.ts'

const { handling, asker, correcting, own, telling, tellingGuest } = purposes

export default service({
  name: 'protection',
  right: 2,
  uses: ['messages'],
  actions: [
    ...[ask, withdraw, open, takeIn],
    ...[begin, extend, doubt, goOn, askUnit, decide, tell, close],
    ...[explain, acknowledge],
  ],
  pages: [
    ...[showPage, newPage, askPage, minePage, requestPage],
    ...[codePage, codedPage, slipPage, enterPage],
    ...[deskPage, deskRequestPage, unitPage, explainPage],
  ],
  jobs: [letter, carryOut, round],
  purposes: [handling, asker, correcting, own, telling, tellingGuest],
  entries: Object.values(entries),
  permissions: ['protection.handle', 'protection.enter', 'protection.explain'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  config: protectionConfig,
})
