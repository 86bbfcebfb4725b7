import { service } from '#core/service'
import { erase } from './actions/erase.ts'
import { closeFeed, openFeed, startWeekly } from './actions/news.ts'
import { lift, object, restrict, withdraw } from './actions/rights.ts'
import { folderConfig } from './config.ts'
import { exercised, newsChosen } from './entries.ts'
import { farewellLetter, planWeekly, weeklyLetter } from './jobs.ts'
import { accessPage, proofFile } from './pages/access.tsx'
import { breachPage } from './pages/breaches.tsx'
import { consentPage, receiptFile } from './pages/consent.tsx'
import { dataPage } from './pages/data.tsx'
import { closedPage, erasingPage } from './pages/erasing.tsx'
import { feedPage } from './pages/feed.ts'
import { newsPage } from './pages/news.tsx'
import { rightsPage } from './pages/rights.tsx'
import { folderPage } from './pages/show.tsx'
import { archivePage, takePage } from './pages/take.tsx'
import { findUsagePage, heartbeatPage, usagePeriodPage } from './pages/tracker.ts'
import { weekly } from './purposes.ts'
import { residence } from './residency.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { folderOf } from './config.ts'

export default service({
  name: 'folder',
  right: 2,
  uses: ['applications', 'areas', 'contests', 'messages', 'processing', 'protection', 'residence'],
  writes: ['messages.thread', 'messages.wish', 'contests.contest', 'areas.followed'],
  touches: ['sessions', 'acted'],
  actions: [withdraw, restrict, object, lift, erase, openFeed, closeFeed, startWeekly],
  pages: [
    folderPage,
    accessPage,
    proofFile,
    breachPage,
    rightsPage,
    erasingPage,
    closedPage,
    takePage,
    archivePage,
    dataPage,
    consentPage,
    receiptFile,
    newsPage,
    feedPage,
    findUsagePage,
    usagePeriodPage,
    heartbeatPage,
  ],
  jobs: [planWeekly, weeklyLetter, farewellLetter],
  purposes: [weekly, residence],
  entries: [exercised, newsChosen],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  config: folderConfig,
  links: [{ rel: 'use-log', path: '/folder', type: 'text/html' }],
})
