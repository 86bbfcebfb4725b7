import { service } from '#core/service'
import { askAgain, erase, withdraw } from './actions/own.ts'
import { begin, decide, extend, remedy } from './actions/review.ts'
import { enter, submit } from './actions/submit.ts'
import { takeOver } from './actions/take-over.ts'
import { answerTask } from './actions/tasks.ts'
import { contestsConfig } from './config.ts'
import * as entries from './entries.ts'
import { round } from './jobs.ts'
import { deskContestPage } from './pages/desk-contest.tsx'
import { deskPage } from './pages/desk.tsx'
import { findPage, ownPage } from './pages/find.tsx'
import { minePage } from './pages/mine.tsx'
import { beginPage, enterPage, newPage } from './pages/new.tsx'
import { showPage } from './pages/public.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { forgetPerson } from './store/change.ts'
export { countContested } from './store/lists.ts'
export { takeAll, type Taken } from './taking.ts'

export default service({
  name: 'contests',
  right: 3,
  uses: ['messages', 'reports'],
  touches: ['decisions'],
  actions: [
    ...[submit, enter, withdraw, askAgain, erase],
    ...[begin, takeOver, extend, decide, remedy, answerTask],
  ],
  pages: [
    ...[showPage, beginPage, newPage, findPage, ownPage, minePage],
    ...[enterPage, deskPage, deskContestPage],
  ],
  jobs: [round],
  entries: Object.values(entries),
  permissions: ['contests.review', 'contests.enter'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  config: contestsConfig,
})
