/** What the desk confirms: that a machine gave a report the right category. */
import { z } from 'zod'
import { action } from '#core/actions'
import { may } from '#core/people'
import { happen, subjectOf } from '../advance.ts'
import { mayConfirmCategory } from '../confirming.ts'
import { categoryConfirmed } from '../entries.ts'
import { mayWorkOn } from '../rules.ts'
import { standsSorted } from '../sorted.ts'
import { about, asOfficial, holdForDesk, standing } from './at-desk.ts'

/** The category is right: somebody says so, and the next classifier may learn from it. */
export const confirmCategory = action({
  name: 'reports.confirm-category',
  path: '/reports/desk/:number/confirm-category',
  who: may('reports.change'),
  input: z.object(about),
  output: standing,
  rules: [mayWorkOn, mayConfirmCategory],
  records: [categoryConfirmed],

  async run(work) {
    const report = await holdForDesk(work, work.input, 'reports.change')
    const { number, state, category, version } = report
    mayConfirmCategory.require({ state, ...(await standsSorted(work.tx, report)) })
    await happen(asOfficial(work), report, { kind: 'category-confirmed', audience: 'public' })
    await work.record(categoryConfirmed, { number, category }, subjectOf(report))
    return { number, state, version }
  },
})
