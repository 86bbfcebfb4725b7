import { service } from '#core/service'
import { lookAgain, lookAgainAtOthers } from './actions/again.ts'
import { goBack } from './actions/back.ts'
import { giveUp, review, stop } from './actions/reviewing.ts'
import { takeIn } from './actions/take-in.ts'
import { begin, handIn, terms, write } from './actions/writing.ts'
import { algorithmsConfig } from './config.ts'
import * as entries from './entries.ts'
import { affectedPage } from './pages/affected.tsx'
import { algorithmPage } from './pages/algorithm.tsx'
import { deskPage } from './pages/desk.tsx'
import { editPage } from './pages/edit.tsx'
import { historyPage } from './pages/history.tsx'
import { algorithmsPage } from './pages/register.tsx'
import { replayPage } from './pages/replay.tsx'
import { reviewPage } from './pages/review.tsx'
import { standardPage } from './pages/standard.tsx'
import { takenPage } from './pages/taken.tsx'
import { versionsPage } from './pages/versions.tsx'
import { publishShipped } from './publishing.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'algorithms',
  right: 3,
  uses: ['reports', 'processing', 'contests'],
  writes: ['reports.report', 'reports.event'],
  touches: ['decisions', 'standing'],
  actions: [
    begin,
    write,
    terms,
    handIn,
    review,
    stop,
    giveUp,
    takeIn,
    lookAgain,
    lookAgainAtOthers,
    goBack,
  ],
  pages: [
    algorithmsPage,
    deskPage,
    algorithmPage,
    takenPage,
    historyPage,
    standardPage,
    editPage,
    reviewPage,
    affectedPage,
    versionsPage,
    replayPage,
  ],
  entries: Object.values(entries),
  permissions: ['algorithms.write', 'algorithms.review', 'algorithms.stop'],
  config: algorithmsConfig,
  texts: { en, es, ar },
  links: [{ rel: 'algorithm-register', path: '/api/algorithms', type: 'application/json' }],
  migrations: new URL('./migrations/', import.meta.url),
  start: publishShipped,
  declares: [entries.described],
})
