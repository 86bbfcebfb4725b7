/** Two reports of one problem become one, and can be taken apart again. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { advance } from '../advance.ts'
import { dueMoved, merged, moved } from '../entries.ts'
import { mayMerge, mayMove, mayWorkOn } from '../rules.ts'
import { personal, saidInPublic } from '../said.ts'
import { mayCloseParts, mayPart } from '../splitting.ts'
import * as change from '../store/change.ts'
import { countFollowers } from '../store/timeline.ts'
import { about, asOfficial, holdForDesk, standing } from './at-desk.ts'
import { mergeOne, stands } from './doing.ts'

const text = z.string().min(1).max(3000).meta({ input: 'textarea', rows: 4 })

/** Marks a report as the same problem as another one; the earlier promise holds, and nobody who follows is lost. */
export const merge = action({
  name: 'reports.merge',
  path: '/reports/desk/:number/merge',
  who: may('reports.merge'),
  input: z.object({
    ...about,
    target: z.string().regex(/^\s*[Rr]-\d{1,9}\s*$/),
    text,
    personal,
  }),
  output: standing,
  rules: [mayWorkOn, mayMerge, mayMove, mayCloseParts],
  records: [moved, merged, dueMoved],

  async run(work) {
    const { input, tx } = work
    const [report, target] = await holdBoth(work, input)
    mayMerge.require({
      number: report.id,
      target: { number: target.id, state: target.state },
      followers: await countFollowers(tx, report.id),
    })
    const { done } = await mergeOne(work, {
      report,
      target,
      text: saidInPublic(input.text, input.personal),
    })
    return stands(done)
  },
})

type Merging = Parameters<(typeof merge)['run']>[0]

/** Both are held in the order of their numbers, so that two merges never wait for each other. */
async function holdBoth(work: Merging, input: Merging['input']) {
  const held = await change.holdReports(work.tx, [input.number, input.target])
  const target = held.find((each) => each.number === input.target.trim().toUpperCase())
  if (!target) throw new Refusal('invalid', [{ code: 'no-such-target', field: 'target' }])
  return [await holdForDesk(work, input, 'reports.merge'), target] as const
}

/** They were two problems after all: the report is open again, and the other one has its own target back. */
export const unmerge = action({
  name: 'reports.unmerge',
  path: '/reports/desk/:number/unmerge',
  who: may('reports.merge'),
  input: z.object({ ...about, text, personal }),
  output: standing,
  rules: [mayWorkOn, mayPart, mayMove],
  records: [moved, dueMoved],

  async run(work) {
    const { input } = work
    const report = await holdForDesk(work, input, 'reports.merge')
    mayPart.require({ state: report.state })
    const text = saidInPublic(input.text, input.personal)
    const wanted = { to: 'reopened', as: 'official', text } as const
    const done = await advance(asOfficial(work), report, wanted)
    return stands(done)
  },
})
