import type { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { newId } from '#core/kernel'
import type { Purposes } from '#core/vault'
import type { Enqueue, Job } from './model.ts'

/** How often a job is tried again when it does not say so itself. */
export const RETRIES = 5

/** Declares work for later. */
export function job<I extends z.ZodType, P extends Purposes = Record<never, never>>(
  spec: Job<I, P>,
): Job<I, P> {
  return spec
}

/** Work for later, asked for in this transaction: it is done after the commit, or not at all. */
export function enqueuer(tx: Tx, clock = () => new Date().toISOString()): Enqueue {
  return async (spec, input, when = {}) => {
    const now = clock()
    const id = newId(now)
    spec.input.parse(input)
    await tx.run(sql`
      insert into jobs.job (id, name, input, asked_at, due_at, retries)
      values (${id}, ${spec.name}, ${JSON.stringify(input)}::jsonb, ${now}, ${when.after ?? now},
        ${spec.retries ?? RETRIES})`)
    return id
  }
}
