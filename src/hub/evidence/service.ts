import { service } from '#core/service'
import { announce, watch } from './actions/ask.ts'
import { attest, confirm, takeBack } from './actions/confirm.ts'
import { answer, answerFor, contradict, hide } from './actions/contradict.ts'
import * as entries from './entries.ts'
import { harvest, letter, plan } from './jobs.ts'
import { evidencePage } from './pages/cities.tsx'
import { cityPage } from './pages/city.tsx'
import { comparePage } from './pages/compare.tsx'
import { answeringPage, contradictionsPage } from './pages/contradictions.tsx'
import { itemPage } from './pages/item.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

/** The same checks for everybody: the command line asks what the hub asks. */
export { type Examined, examine } from './examine/index.ts'
export { chosenCities } from './chosen.ts'
export { CHECKER, type Finding, type Item, items } from './model.ts'
export { listReached, listReachedOver, type Reached } from './reached.ts'

export default service({
  name: 'evidence',
  right: 4,
  uses: ['activities', 'cities', 'endorsements'],
  writes: ['endorsements.heard', 'cities.source_finding', 'cities.finding', 'cities.revision'],
  actions: [watch, announce, contradict, answer, answerFor, hide, confirm, attest, takeBack],
  pages: [evidencePage, contradictionsPage, comparePage, answeringPage, cityPage, itemPage],
  jobs: [plan, harvest, letter],
  entries: Object.values(entries),
  changes: {
    'evidence.recorded': 'evidence',
    'evidence.contradicted': 'evidence',
    'evidence.answered': 'evidence',
    'evidence.confirmed': 'evidence',
    'evidence.taken-back': 'evidence',
  },
  permissions: ['evidence.watch', 'evidence.answer', 'evidence.confirm', 'evidence.attest'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
