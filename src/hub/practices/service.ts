import { service } from '#core/service'
import { publish, sendBack } from './actions/check.ts'
import { adopt, archive, confirm, noLonger, stillTrue, stopAdopting } from './actions/keep.ts'
import { approve, change, draft } from './actions/write.ts'
import * as entries from './entries.ts'
import { askAgain, letter } from './jobs.ts'
import { pages } from './pages/index.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

/** For services in which a practice begins as something else, such as an answer on a discussion list. */
export { beginPractice, doneOf } from './beginning.ts'
export { mayWrite } from './rules.ts'
export { forgetWords, hasFrom, listFrom } from './store/sources.ts'
export { Content, standards } from './model.ts'
export { listAdopters, listPublished, type Published } from './store/more.ts'

export default service({
  name: 'practices',
  right: 4,
  uses: ['cities', 'declaration', 'endorsements'],
  actions: [
    ...[draft, change, approve, publish, sendBack],
    ...[confirm, stillTrue, noLonger, archive, adopt, stopAdopting],
  ],
  pages,
  jobs: [letter, askAgain],
  entries: Object.values(entries),
  changes: {
    'practices.published': 'practice',
    'practices.confirmed': 'practice',
    'practices.archived': 'practice',
    'practices.adopted': 'practice',
    'practices.adoption-ended': 'practice',
  },
  permissions: ['practices.write', 'practices.approve', 'practices.edit'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
