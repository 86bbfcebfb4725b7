/** One act on several reports, after it was said and looked at: each by the permission of the act on one report. */
import { z } from 'zod'
import { action } from '#core/actions'
import { may } from '#core/people'
import { mayTogether } from '../bundles/plan.ts'
import { answered, assigned, dueMoved, merged, moved } from '../entries.ts'
import { mayMerge, mayMove, mayWorkOn } from '../rules.ts'
import { mayCloseParts } from '../splitting.ts'
import { carryOut } from './carrying.ts'

const bundle = z.string().max(40)
const input = z.object({ bundle, said: z.number().int().meta({ input: 'hidden' }) })
const output = z.object({ bundle: z.string(), done: z.number(), not: z.number() })
const onto = (came: z.infer<typeof output>) => `/reports/desk/together/${came.bundle}`

/** Moves several reports. */
export const moveMany = action({
  name: 'reports.move-many',
  path: '/reports/desk/together/:bundle/move',
  who: may('reports.move'),
  input,
  output,
  rules: [mayTogether, mayWorkOn, mayMove, mayCloseParts],
  records: [moved, dueMoved],
  onto,
  run: (work) => carryOut(work, 'move'),
})

/** Answers several reports in public. */
export const answerMany = action({
  name: 'reports.answer-many',
  path: '/reports/desk/together/:bundle/answer',
  who: may('reports.answer'),
  input,
  output,
  rules: [mayTogether, mayWorkOn],
  records: [answered],
  onto,
  run: (work) => carryOut(work, 'answer'),
})

/** Gives several reports to a unit. */
export const assignMany = action({
  name: 'reports.assign-many',
  path: '/reports/desk/together/:bundle/assign',
  who: may('reports.assign'),
  input,
  output,
  rules: [mayTogether, mayWorkOn],
  records: [assigned],
  onto,
  run: (work) => carryOut(work, 'assign'),
})

/** Marks several reports as the same problem as another one. */
export const mergeMany = action({
  name: 'reports.merge-many',
  path: '/reports/desk/together/:bundle/merge',
  who: may('reports.merge'),
  input,
  output,
  rules: [mayTogether, mayWorkOn, mayMerge, mayMove, mayCloseParts],
  records: [moved, merged, dueMoved],
  onto,
  run: (work) => carryOut(work, 'merge'),
})

/** Writes the same note to several reports. */
export const noteMany = action({
  name: 'reports.note-many',
  path: '/reports/desk/together/:bundle/note',
  who: may('reports.note'),
  input,
  output,
  rules: [mayTogether, mayWorkOn],
  onto,
  run: (work) => carryOut(work, 'note'),
})
