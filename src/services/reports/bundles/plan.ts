/** What will happen to each report of a bundle, and why not where it will not. Pure: asked before and while it is done. */
import { rule } from '#core/kernel'
import { publicClass } from '../model.ts'
import { mayMerge, mayMove, mayWorkOn } from '../rules.ts'
import { mayCloseParts } from '../splitting.ts'
import type { Held } from '../store/rows.ts'
import type { Act, Wish } from './model.ts'

/** A report of a bundle as it stands now. */
export interface Standing {
  readonly report: Held
  /** The version that was looked at. */
  readonly seen: number
  readonly openParts: number
  /** How many reports are marked as the same as this one. */
  readonly duplicates: number
}

/** What is to be done, and by whom. */
export interface Planning {
  readonly act: Act
  readonly wish: Wish
  readonly permitted: boolean
  /** The units whose reports the official may work on in this way. */
  readonly reach: readonly string[] | 'all'
  readonly target: Held | undefined
}

/** What comes of one report: without reasons it is done. */
export interface Planned {
  readonly number: string
  readonly reasons: readonly string[]
}

interface Together {
  readonly permitted: boolean
  readonly changed: boolean
  readonly outOfSight: boolean
  readonly asItIs: boolean
}

/** An act on several reports is the same act on each: no shortcut around a rule. */
export const mayTogether = rule<Together>({
  name: 'reports.may-together',
  says: 'What an official may do with one report may be done with up to a hundred, each by its own rules.',
  law: 'Public Space Ordinance 4/2025, art. 9',
  refuseWhen: {
    'not-allowed-alone': ({ permitted }) => !permitted,
    'changed-meanwhile': ({ changed }) => changed,
    'out-of-sight': ({ outOfSight }) => outOfSight,
    'as-it-is': ({ asItIs }) => asItIs,
  },
})

/** Would giving it change nothing? */
function isGiven({ unit }: Held, { act, wish }: Planning): boolean {
  if (act !== 'assign' || wish.official !== 'keep') return false
  return wish.unit === undefined || wish.unit === unit
}

function stepReasons({ report, openParts }: Standing, { wish }: Planning, to: Wish['to']) {
  if (to === undefined) return []
  const facts = { from: report.state, before: report.before, to, as: 'official' } as const
  const closes = publicClass(to) === 'closed' && report.parent === null
  return [
    ...mayMove.reasons({ ...facts, hasText: wish.text.trim() !== '' }),
    ...(closes ? mayCloseParts.reasons({ openParts, closeParts: false }) : []),
  ]
}

function mergeReasons(one: Standing, it: Planning): string[] {
  if (!it.target) return ['no-such-target']
  const target = { number: it.target.id, state: it.target.state }
  const followers = one.duplicates
  const own = mayMerge.reasons({ number: one.report.id, target, followers })
  return own.length > 0 ? own : stepReasons(one, it, 'duplicate')
}

function reasonsAgainst(one: Standing, it: Planning): string[] {
  const { report, seen } = one
  const first = [
    ...mayTogether.reasons({
      permitted: it.permitted,
      changed: it.act !== 'note' && report.version !== seen,
      outOfSight: it.act === 'answer' && publicClass(report.state) === 'hidden',
      asItIs: isGiven(report, it),
    }),
    ...mayWorkOn.reasons({ units: it.reach, unit: report.unit }),
  ]
  if (first.length > 0) return first
  if (it.act === 'merge') return mergeReasons(one, it)
  return it.act === 'move' ? stepReasons(one, it, it.wish.to) : []
}

const ends = ({ act, wish }: Planning) =>
  act === 'merge' || (act === 'move' && wish.to !== undefined && publicClass(wish.to) === 'closed')

/**
 * What comes of each, in the order in which it is done: the youngest first, so that the parts of a report are over
 * before the whole asks whether they are.
 */
export function planOf(all: readonly Standing[], it: Planning): Planned[] {
  const over = new Map<number, number>()
  return all
    .toSorted((a, b) => b.report.id - a.report.id)
    .map((one) => {
      const openParts = one.openParts - (over.get(one.report.id) ?? 0)
      const reasons = reasonsAgainst({ ...one, openParts }, it)
      const { parent, state, number } = one.report
      if (reasons.length === 0 && parent !== null && ends(it) && publicClass(state) === 'open') {
        over.set(parent, (over.get(parent) ?? 0) + 1)
      }
      return { number, reasons }
    })
}
