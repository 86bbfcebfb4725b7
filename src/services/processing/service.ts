import type { Tx } from '#core/database'
import { service } from '#core/service'
import { begin, revise } from './actions/begin.ts'
import * as breaches from './actions/breaches.ts'
import * as forms from './actions/forms.ts'
import { askHold, askRelease, decideHold } from './actions/holds.ts'
import { notify } from './actions/notify.ts'
import { review, takeSet } from './actions/review.ts'
import { processingConfig } from './config.ts'
import * as entries from './entries.ts'
import { questionSets } from './imports.ts'
import { openReading, recordActivities, tally } from './jobs.ts'
import { activityPage } from './pages/activity.tsx'
import { assessmentPage, assessmentsPage } from './pages/assessments.tsx'
import { beginPage, setsPage } from './pages/begin.tsx'
import { breachPage } from './pages/breach.tsx'
import { breachesPage, openPage } from './pages/breaches.tsx'
import { deskPage } from './pages/desk.tsx'
import { holdsPage } from './pages/holds.tsx'
import { keptPage } from './pages/kept.tsx'
import { ropaPage } from './pages/linked-data.tsx'
import { registerPage } from './pages/register.tsx'
import { reviewPage } from './pages/review.tsx'
import { writePage } from './pages/write.tsx'
import { findBreach } from './store/breaches.ts'
import { listForms } from './store/forms.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

/** What those whom a breach concerns are told of it; undefined when they were told nothing. */
export async function letterOf(
  tx: Tx,
  number: string,
): Promise<{ readonly text: string; readonly at: string } | undefined> {
  const breach = await findBreach(tx, number)
  return breach?.toldAt ? { text: breach.letter, at: breach.toldAt } : undefined
}

/** A published assessment, as other registers name it. */
export interface Assessed {
  readonly code: string
  readonly kind: string
  readonly version: number
  readonly title: string
}

/** Which of these assessments are published, with their titles. */
export async function publishedOf(tx: Tx, codes: readonly string[]): Promise<Assessed[]> {
  if (codes.length === 0) return []
  const published = await listForms(tx, ['published'])
  return published
    .filter(({ code }) => codes.includes(code))
    .map(({ code, kind, version, title }) => ({ code, kind, version, title }))
}

export default service({
  name: 'processing',
  right: 2,
  uses: ['protection'],
  actions: [
    begin,
    revise,
    forms.answer,
    forms.addRisk,
    forms.dropRisk,
    forms.conclude,
    forms.handIn,
    review,
    takeSet,
    breaches.openBreach,
    breaches.assess,
    breaches.count,
    notify,
    breaches.tell,
    breaches.closeBreach,
    askHold,
    askRelease,
    decideHold,
  ],
  pages: [
    registerPage,
    ropaPage,
    keptPage,
    assessmentsPage,
    assessmentPage,
    deskPage,
    beginPage,
    setsPage,
    writePage,
    reviewPage,
    breachesPage,
    openPage,
    breachPage,
    holdsPage,
    activityPage,
  ],
  config: processingConfig,
  jobs: [tally, openReading],
  entries: Object.values(entries),
  permissions: ['processing.write', 'processing.review', 'processing.hold'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  imports: [questionSets],
  links: [
    { rel: 'processing-register', path: '/processing/linked-data', type: 'application/ld+json' },
  ],
  start: recordActivities,
  declares: [entries.activity],
})
