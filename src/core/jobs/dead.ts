import type { Tx } from '#core/database'
import { dropDead, readDead, reviveDead } from './dead-store.ts'
import type { DeadJob } from './model.ts'

/** Jobs that failed for good, the latest first; `before` is the id of the last one seen. */
export function listDead(
  tx: Tx,
  page: { before?: string; limit?: number } = {},
): Promise<DeadJob[]> {
  return readDead(tx, page.before, page.limit ?? 50)
}

/**
 * Lets a dead job run again from its first attempt; false when there is no such dead job. A regular job
 * that is asked for anyway is simply taken off the list.
 */
export async function again(tx: Tx, id: string, now: string): Promise<boolean> {
  return (await reviveDead(tx, id, now)) > 0 || drop(tx, id)
}

/** Gives a dead job up; false when there is no such dead job. */
export async function drop(tx: Tx, id: string): Promise<boolean> {
  return (await dropDead(tx, id)) > 0
}
