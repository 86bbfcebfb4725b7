/** How an answer of the vault is declared: what it takes, and whose line may ask. */
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import type { Strongroom } from './strongroom.ts'

/** Services whose line alone may ask something; `operator` is the command line. */
type Only =
  | 'folder'
  | 'account'
  | 'messages'
  | 'applications'
  | 'documents'
  | 'operator'
  | 'protection'
  | 'residence'
  | 'mandates'
  | 'processing'

/** What is answered, and whose line may ask it. */
export interface Operation {
  /** The only services that may ask it. */
  readonly only?: readonly Only[]
  answer(room: Strongroom, module: string, input: unknown): Promise<unknown>
}

type Work<I> = (room: Strongroom, module: string, input: I) => Promise<unknown>

/** What is asked has this shape; whose line may ask it, where not everybody's. */
export function takes<I>(shape: z.ZodType<I>, work: Work<I>, ...only: Only[]): Operation {
  return {
    ...(only.length > 0 ? { only } : {}),
    answer(room, module, input) {
      const parsed = shape.safeParse(input)
      if (!parsed.success) throw new Refusal('invalid', ['vault.not-understood'])
      return work(room, module, parsed.data)
    },
  }
}

/** Of accounts only the service `account` may ask; they belong to no module. */
export function takesAccount<I>(
  shape: z.ZodType<I>,
  work: (room: Strongroom, input: I) => Promise<unknown>,
): Operation {
  return takes(shape, (room, _module, input) => work(room, input), 'account')
}

/** What the command line asks; it needs nothing to be said. */
export function takesOperator(work: (room: Strongroom) => Promise<unknown>): Operation {
  return takes(z.object({}), work, 'operator')
}
