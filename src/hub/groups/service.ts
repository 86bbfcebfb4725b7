import { service } from '#core/service'
import { chair, end, found, join, leave } from './actions/groups.ts'
import { approve, decline, takeIn } from './actions/deciding.ts'
import { makePublic, shut } from './actions/openness.ts'
import { publish, sign, withdraw } from './actions/statements.ts'
import { openText, propose } from './actions/texts.ts'
import { file, finishTask, setTask } from './actions/work.ts'
import * as entries from './entries.ts'
import { groupPage } from './pages/group.tsx'
import { foundingPage, groupsPage } from './pages/groups.tsx'
import { statementPage } from './pages/statement.tsx'
import { textPage } from './pages/text.tsx'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

const group = [found, end, join, leave, chair, shut, makePublic]
const work = [file, setTask, finishTask]
const texts = [openText, propose, takeIn, decline, approve]

export default service({
  name: 'groups',
  right: 4,
  uses: ['cities', 'endorsements'],
  actions: [...group, ...work, ...texts, publish, sign, withdraw],
  pages: [groupsPage, foundingPage, groupPage, textPage, statementPage],
  entries: Object.values(entries),
  changes: {
    'groups.adopted': 'statement',
    'groups.statement-published': 'statement',
    'groups.statement-signed': 'statement',
    'groups.signature-withdrawn': 'statement',
  },
  permissions: ['groups.write', 'groups.work'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
