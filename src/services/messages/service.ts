import { service } from '#core/service'
import { changeDue, setDown } from './actions/due.ts'
import { wishMail } from './actions/mail.ts'
import { answer, closeThread, end, noteRead, reply } from './actions/writing.ts'
import { messagesConfig } from './config.ts'
import * as entries from './entries.ts'
import {
  closeQuiet,
  deliver,
  forgetErased,
  forgetWords,
  letter,
  planLetters,
} from './jobs/index.ts'
import { deskThreadPage } from './pages/desk-thread.tsx'
import { deskPage } from './pages/desk.tsx'
import { duePage } from './pages/due.tsx'
import { messagesPage } from './pages/list.tsx'
import { mailPage } from './pages/mail.tsx'
import { threadPage } from './pages/show.tsx'
import { correspondence, mailNotice, own } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { type Brief, readAll, readBrief } from './brief.ts'
export { calendarOf } from './feeds/ics.ts'
export { forgetErasedWords, type Note, tellResident } from './jobs/index.ts'
export { threadName } from './model.ts'
export { aboutOf, dueTitle } from './naming.ts'
export { forgetThreads } from './store/lists.ts'
export { forgetWish } from './store/wishes.ts'

export default service({
  name: 'messages',
  right: 2,
  uses: [],
  actions: [reply, noteRead, end, answer, closeThread, setDown, changeDue, wishMail],
  pages: [messagesPage, threadPage, duePage, mailPage, deskPage, deskThreadPage],
  jobs: [deliver, letter, planLetters, closeQuiet, forgetErased, forgetWords],
  purposes: [own, correspondence, mailNotice],
  entries: Object.values(entries),
  permissions: ['messages.answer'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  config: messagesConfig,
})
