/** Addresses of the desk. */
import type { Asked } from '../../queues/model.ts'
import { linkTo } from './looking.ts'

/** The address of the queue, looked at in this way. */
export function queueLink(asked: Partial<Asked>, more: { after?: string; before?: string } = {}) {
  const { mine, late, sort, ...rest } = asked
  const [onlyMine, onlyLate] = [mine, late].map((set) => (set ? 'yes' : undefined))
  const order = sort === 'newest' ? sort : undefined
  const set = { ...rest, mine: onlyMine, late: onlyLate, sort: order, ...more }
  const plain = Object.values(set).every((value) => value === undefined)
  return linkTo('/reports/desk', plain ? { all: 'yes' } : set)
}
