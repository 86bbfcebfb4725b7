import { Refusal } from '#core/kernel'
import type { z } from 'zod'
import type { Strongroom } from './strongroom.ts'

/** Services whose line alone may ask something; `operator` is the command line. */
type Only = 'folder' | 'account' | 'operator' | 'residence' | 'mandates'

/** One question that is answered. */
export interface Operation {
  /** The only service that may ask it. */
  readonly only?: Only
  answer(room: Strongroom, module: string, input: unknown): Promise<unknown>
}

type Work<I> = (room: Strongroom, module: string, input: I) => Promise<unknown>

/** An operation that takes what fits its shape. */
export function takes<I>(shape: z.ZodType<I>, work: Work<I>, only?: Only): Operation {
  return {
    ...(only ? { only } : {}),
    answer(room, module, input) {
      const parsed = shape.safeParse(input)
      if (!parsed.success) throw new Refusal('invalid', ['vault.not-understood'])
      return work(room, module, parsed.data)
    },
  }
}
