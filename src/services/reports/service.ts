import { service } from '#core/service'
import { actions } from './actions/index.ts'
import { blurPhoto } from './blurring.ts'
import { reportsConfig } from './config.ts'
import { route, sort } from './decisions.ts'
import * as entries from './entries.ts'
import { imports } from './imports/index.ts'
import { forgetDrafts, letterAnswer, letterConfirm, letterFollower, stopWaiting } from './jobs.ts'
import { letterCorrected } from './jobs/corrected.ts'
import { lookEarlier } from './jobs/earlier.ts'
import { letterLeftOut } from './jobs/left-out.ts'
import { forgetMessages, letterMailed, letterWaits } from './jobs/mailed.ts'
import { pages } from './pages/index.ts'
import { letterMention, tellMentioned } from './notes/letters.ts'
import {
  compareWords,
  confirm,
  contactBack,
  danger,
  mentionLetter,
  originalWords,
} from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { correct } from './actions/index.ts'
export {
  decideAgain,
  differing,
  lookAgain,
  MOST_AGAIN,
  replayedBy,
  replayWindow,
} from './actions/again.ts'
export { openGiven, type ReplayBy, replayReports } from './replaying.ts'
export { answered } from './entries.ts'
export {
  type Choice,
  districtsOf,
  type GroupChoice,
  groupsOf,
  namesOf,
} from './pages/parts/names.ts'
/** What whoever follows an area is told of, with the words of the list. */
export { categoriesIn, linkTo } from './pages/parts/looking.ts'
export { categoryOptions, optionsOf } from './pages/parts/search.tsx'
export type { Filter } from './store/filter.ts'
export { countPublic, listNews } from './store/list.ts'
export { report } from './actions/report.ts'
/** Performed by the door for mail. */
export { mailIn } from './actions/mail-in.ts'
export { mailAnswer } from './actions/mail-answer.ts'
export { commonPlace, wayOf } from './by-mail.ts'
export { caseBehind } from './store/mailed.ts'
export * as forOpen311 from './for-open311.ts'
export { reportsOf, wording } from './config.ts'
export { COLD, route, sort } from './decisions.ts'
export { caseOf, RULES, rulesInForce, unitOfCategory, vocabularyOf } from './routing.ts'
export { classifierInForce, modelPlace, rankedByInstructions, withoutPersonal } from './sorting.ts'
export { type Confirmed, confirmedReports, latestReports } from './store/routed.ts'
export { type Brief, type Pulse, readPulse } from './pulse.ts'
export { alikeAtDesk, alikeInPublic, type Problem } from './similar.ts'
export { listRouted, listWaited, type Routed, type Waited, wordsOf } from './store/audited.ts'
export {
  actedOn,
  type Contested,
  contestedAtDesk,
  contestedByCode,
  contestedPublic,
} from './store/contested.ts'
export { countCorrected, countSaid } from './store/later.ts'
export { takeNotes, type TakenNote } from './notes/taking.ts'

export default service({
  name: 'reports',
  right: 1,
  uses: ['documents', 'messages'],
  writes: ['documents.document'],
  touches: ['districts', 'decisions', 'posts'],
  actions,
  pages,
  decisions: [route, sort],
  jobs: [
    letterConfirm,
    letterAnswer,
    letterFollower,
    letterCorrected,
    letterLeftOut,
    letterMailed,
    letterWaits,
    forgetMessages,
    forgetDrafts,
    stopWaiting,
    lookEarlier,
    blurPhoto,
    letterMention,
    tellMentioned,
  ],
  purposes: [confirm, contactBack, danger, originalWords, compareWords, mentionLetter],
  entries: Object.values(entries),
  permissions: [
    'reports.read',
    'reports.move',
    'reports.assign',
    'reports.note',
    'reports.answer',
    'reports.change',
    'reports.merge',
    'reports.contact',
    'reports.moderate',
    'reports.templates',
  ],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  config: reportsConfig,
  imports,
})
