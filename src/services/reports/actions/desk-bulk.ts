/** The same step for several reports, with one reason: all of them, or none. */
import { z } from 'zod'
import { action } from '#core/actions'
import { type Reason, Refusal } from '#core/kernel'
import { may } from '#core/people'
import { advance } from '../advance.ts'
import { dueMoved, moved } from '../entries.ts'
import { states } from '../model.ts'
import { reachOf } from '../reach.ts'
import { mayMove, mayWorkOn } from '../rules.ts'
import { mayCloseParts } from '../splitting.ts'
import { holdReports } from '../store/change.ts'
import type { Held } from '../store/rows.ts'
import { asOfficial, waitsUntil } from './desk.ts'

/** `R-1029@3`: a report and the version that was looked at. */
const marked = z.string().regex(/^R-\d{1,9}@\d{1,9}$/)

function stale(held: readonly Held[], seen: ReadonlyMap<string, number>): Reason[] {
  const found = new Map(held.map((report) => [report.number, report.version]))
  return [...seen].flatMap(([number, version]) =>
    found.get(number) === version ? [] : [{ code: 'reports.one-changed', values: { number } }],
  )
}

/** Moves several reports at once. */
export const moveMany = action({
  name: 'reports.move-many',
  path: '/reports/desk/move-many',
  who: may('reports.move'),
  input: z.object({
    reports: z.array(marked).min(1).max(100).meta({ input: 'checkboxes' }),
    to: z.enum(states).meta({ input: 'select' }),
    text: z.string().min(1).max(3000).meta({ input: 'textarea', rows: 4 }),
  }),
  output: z.object({ moved: z.array(z.string()) }),
  rules: [mayWorkOn, mayMove, mayCloseParts],
  records: [moved, dueMoved],
  onto: (output) => `/reports/desk?moved=${output.moved.length}`,

  async run(work) {
    const { input, tx, by } = work
    const { to, text } = input
    if (to === 'duplicate') throw new Refusal('refused', [{ code: 'needs-target', field: 'to' }])
    const seen = new Map(
      input.reports.map((each) => [each.split('@')[0] ?? '', Number(each.split('@')[1])]),
    )
    const held = await holdReports(tx, [...seen.keys()])
    const changed = stale(held, seen)
    if (changed.length > 0) {
      const theirs = held.map(({ number, version, state }) => ({ number, version, state }))
      throw new Refusal('conflict', changed, { detail: { yours: input, theirs } })
    }
    const stuck = held.filter(({ state, before, unit }) => {
      const facts = { from: state, before, to, as: 'official', hasText: true } as const
      return (
        mayMove.reasons(facts).length +
          mayWorkOn.reasons({ units: reachOf(by, 'reports.move'), unit }).length >
        0
      )
    })
    if (stuck.length > 0) {
      const reasons = stuck.map(({ number }) => ({
        code: 'reports.one-cannot',
        values: { number },
      }))
      throw new Refusal('refused', reasons)
    }
    const hand = asOfficial(work)
    const until = waitsUntil(work, to)
    for (const report of held) {
      await advance(hand, report, { to, as: 'official', text, until })
    }
    return { moved: held.map((report) => report.number) }
  },
})
