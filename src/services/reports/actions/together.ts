/** One act on several reports: chosen, said, looked at, and only then done. */
import { z } from 'zod'
import { action } from '#core/actions'
import { type Reason, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { acts, MOST, needs, Wish } from '../bundles/model.ts'
import { mayTogether } from '../bundles/plan.ts'
import * as kept from '../bundles/store.ts'
import { answered, assigned, dueMoved, merged, moved } from '../entries.ts'
import { states } from '../model.ts'
import { reachOf } from '../reach.ts'
import { mayMerge, mayMove, mayWorkOn } from '../rules.ts'
import { mayCloseParts } from '../splitting.ts'
import { carryOut } from './carrying.ts'

/** `R-1029@3`: a report and the version that was looked at. */
const marked = z.string().regex(/^R-\d{1,9}@\d{1,9}$/)
const bundle = z.string().max(40)

/** Puts the ticked reports together for one act; nothing happens to them yet. */
export const gather = action({
  name: 'reports.gather',
  path: '/reports/desk/together',
  who: may('reports.read'),
  input: z.object({
    reports: z.array(marked).min(1).max(MOST).meta({ input: 'checkboxes' }),
    act: z.enum(acts).meta({ input: 'radios' }),
  }),
  output: z.object({ bundle: z.string() }),
  rules: [mayWorkOn],
  onto: (output) => `/reports/desk/together/${output.bundle}`,

  async run({ input, tx, by, now, newId }) {
    const reports = new Map(
      input.reports.map((each) => [each.split('@')[0] ?? '', Number(each.split('@')[1])]),
    )
    const found = await kept.lookAtReports(tx, [...reports.keys()])
    if (found.length < reports.size) throw new Refusal('not-found', ['reports.no-such-report'])
    for (const { unit } of found) mayWorkOn.require({ units: reachOf(by), unit })
    const id = newId()
    const official = by.ref ?? 'operator'
    await kept.addBundle(tx, { id, act: input.act, official, now, reports })
    return { bundle: id }
  },
})

/** Says what is to be done with each; what will happen is shown before anything does. */
export const sayTogether = action({
  name: 'reports.say-together',
  path: '/reports/desk/together/:bundle/say',
  who: may('reports.read'),
  input: z.object({
    bundle,
    to: z
      .enum(states.filter((state) => state !== 'duplicate'))
      .optional()
      .meta({ input: 'select' }),
    text: z.string().max(3000).optional().meta({ input: 'textarea', rows: 5 }),
    unit: z.string().max(40).optional().meta({ input: 'select' }),
    official: z.enum(['keep', 'me', 'nobody']).default('keep').meta({ input: 'radios' }),
    target: z
      .string()
      .regex(/^\s*[Rr]-\d{1,9}\s*$/)
      .optional(),
  }),
  output: z.object({ bundle: z.string() }),
  rules: [],
  onto: (output) => `/reports/desk/together/${output.bundle}`,

  async run({ input, tx, by, city }) {
    const { bundle: id, unit, target, ...rest } = input
    const it = await kept.holdBundle(tx, id, by.ref ?? 'operator')
    const reasons: Reason[] = needs[it.act]
      .filter((field) => !input[field]?.trim())
      .map((field) => ({ code: 'required', field }))
    if (unit !== undefined && !city.units.some(({ code }) => code === unit)) {
      reasons.push({ code: 'no-such-unit', field: 'unit' })
    }
    const named = target?.trim().toUpperCase()
    if (named !== undefined && (await kept.lookAtReports(tx, [named])).length === 0) {
      reasons.push({ code: 'no-such-target', field: 'target' })
    }
    if (reasons.length > 0) throw new Refusal('invalid', reasons)
    await kept.sayBundle(tx, id, Wish.parse({ ...rest, unit, target: named }))
    return { bundle: id }
  },
})

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
