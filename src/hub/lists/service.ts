import { service } from '#core/service'
import { confirmed, join, leave, mute, resume, wish } from './actions/join.ts'
import { again, judge, open } from './actions/moderate.ts'
import { promote } from './actions/promote.ts'
import { redact, takeBack } from './actions/redact.ts'
import { answered, write } from './actions/write.ts'
import { sort } from './decisions.ts'
import * as entries from './entries.ts'
import { archiveImport } from './imports/archive.ts'
import { deliverPiece } from './jobs/deliver.ts'
import { letterConfirm, letterHeld } from './jobs/letters.ts'
import { digests, forget, members, publishCounts } from './jobs.ts'
import { pages } from './pages/index.ts'
import { deliver, tell } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

/** Performed by the door for mail, through the one door like every other change. */
export { arrive, askLink, bounced, looped } from './actions/arrive.ts'
export { confirmed, join, leave } from './actions/join.ts'
export { type Way, wayOf } from './model.ts'
export { isListAt } from './store/lists.ts'

export default service({
  name: 'lists',
  right: 4,
  uses: ['endorsements', 'practices'],
  writes: ['practices.practice'],
  touches: ['decisions'],
  actions: [
    open,
    join,
    confirmed,
    wish,
    resume,
    mute,
    leave,
    write,
    redact,
    takeBack,
    answered,
    promote,
    judge,
    again,
  ],
  pages,
  decisions: [sort],
  jobs: [deliverPiece, letterConfirm, letterHeld, digests, forget, members, publishCounts],
  purposes: [deliver, tell],
  entries: Object.values(entries),
  permissions: ['lists.open', 'lists.moderate'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  imports: [archiveImport],
})
