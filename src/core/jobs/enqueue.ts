import type { z } from 'zod'
import type { Tx } from '#core/database'
import { newId } from '#core/kernel'
import type { Purposes } from '#core/vault'
import type { Enqueue, Job } from './model.ts'
import { addJob } from './store.ts'

/** How often a job is tried again when it does not say so itself. */
export const RETRIES = 5

/** Declares work for later. */
export function job<I extends z.ZodType, P extends Purposes = Record<never, never>>(
  spec: Job<I, P>,
): Job<I, P> {
  return spec
}

/** Work for later, asked for in this transaction: it is done after the commit, or not at all. */
export function enqueuer(tx: Tx, clock = (): string => new Date().toISOString()): Enqueue {
  return async (spec, input, when = {}) => {
    const now = clock()
    const id = newId(now)
    spec.input.parse(input)
    const { name, retries = RETRIES } = spec
    await addJob(tx, { id, name, input, now, due: when.after ?? now, retries, scheduled: false })
    return id
  }
}
