/** Reading what a reporter typed and everybody else does not see: for a stated reason, and for a while. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { may } from '#core/people'
import { happen, subjectOf } from '../advance.ts'
import { reportsOf } from '../config.ts'
import { wordsRead } from '../entries.ts'
import { mayWorkOn } from '../rules.ts'
import { openWords } from '../store/desk.ts'
import { listOriginals } from '../store/followers.ts'
import { mayReadWords } from '../words.ts'
import { about, asOfficial, holdForDesk } from './at-desk.ts'

/** Asks to read the hidden words of one report for a while. The reporter reads the reason. */
export const readWords = action({
  name: 'reports.read-words',
  path: '/reports/desk/:number/read-words',
  who: may('reports.contact'),
  assurance: 'substantial',
  fresh: true,
  input: z.object({
    number: about.number,
    reason: z.string().min(10).max(300).meta({ input: 'textarea', rows: 2 }),
  }),
  output: z.object({ number: z.string(), until: z.string() }),
  rules: [mayWorkOn, mayReadWords],
  records: [wordsRead],
  limit: { per: 'session', most: 60, seconds: 3600 },
  onto: ({ number }) => `/reports/desk/${number}/words`,

  async run(work) {
    const { input, tx, now, by, city } = work
    const report = await holdForDesk(work, { number: input.number }, 'reports.contact')
    const closedOn = report.closedAt && dateIn(report.closedAt, city.zone)
    const today = dateIn(now, city.zone)
    const kept = (await listOriginals(tx, report.id)).length > 0
    mayReadWords.require({ kept, closedOn, today })
    const minutes = reportsOf(city).terms.unmaskMinutes
    const until = new Date(Date.parse(now) + minutes * 60_000).toISOString()
    const { reason } = input
    await openWords(tx, { report: report.id, official: by.ref ?? 'operator', reason, until })
    const what = { kind: 'words-read', audience: 'reporter', text: reason } as const
    await happen(asOfficial(work), report, what)
    const entry = { number: report.number, unit: report.unit ?? 'none' }
    await work.record(wordsRead, entry, subjectOf(report))
    return { number: report.number, until }
  },
})
