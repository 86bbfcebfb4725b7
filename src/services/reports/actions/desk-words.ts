/** Reading what a reporter typed and everybody else does not see: for a stated reason, and for a while. */
import { action } from '#core/actions'
import { may } from '#core/people'
import { wordsRead } from '../entries.ts'
import { mayWorkOn } from '../rules.ts'
import { openWords } from '../store/desk.ts'
import { listOriginals } from '../store/followers.ts'
import { mayReadWords } from '../words.ts'
import { holdForDesk } from './at-desk.ts'
import { asked, daysOf, opened, openForAWhile } from './for-a-while.ts'

/** Asks to read the hidden words of one report for a while. The reporter reads the reason. */
export const readWords = action({
  name: 'reports.read-words',
  path: '/reports/desk/:number/read-words',
  who: may('reports.contact'),
  assurance: 'substantial',
  fresh: true,
  input: asked,
  output: opened,
  rules: [mayWorkOn, mayReadWords],
  records: [wordsRead],
  limit: { per: 'session', most: 60, seconds: 3600 },
  onto: ({ number }) => `/reports/desk/${number}/words`,

  async run(work) {
    const report = await holdForDesk(work, { number: work.input.number }, 'reports.contact')
    const kept = (await listOriginals(work.tx, report.id)).length > 0
    mayReadWords.require({ kept, ...daysOf(work, report) })
    const how = { kind: 'words-read', entry: wordsRead, remember: openWords } as const
    return openForAWhile(work, report, how)
  },
})
