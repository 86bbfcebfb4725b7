import type { Tx } from '#core/database'
import type { DeadJob } from './model.ts'

/** Jobs that failed for good, the latest first; `before` is the id of the last one seen. */
export function listDead(
  _tx: Tx,
  _page: { before?: string; limit?: number } = {},
): Promise<DeadJob[]> {
  throw new Error('not built yet')
}

/** Lets a dead job run again from its first attempt; false when there is no such dead job. */
export function again(_tx: Tx, _id: string, _now: string): Promise<boolean> {
  throw new Error('not built yet')
}

/** Gives a dead job up; false when there is no such dead job. */
export function drop(_tx: Tx, _id: string): Promise<boolean> {
  throw new Error('not built yet')
}
