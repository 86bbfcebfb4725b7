import type { Field } from './field.ts'
import { Refusal } from '#core/kernel'
import type { Actor } from './context-model.ts'
import type { Channel, Item, Revealed } from './model.ts'
import type { Counted } from './oversight-model.ts'
import type { Purpose, Purposes } from './purpose.ts'

/** What a service adds when it reads: the open case, a reason in the reader's words, and which fields. */
export interface Why {
  readonly case?: string
  readonly reason?: string
  /** Fewer fields than the purpose declares. */
  readonly fields?: readonly string[]
  /** The secret code of the case, of somebody without an account. */
  readonly code?: string
  /** Somebody is in danger and there is no open case: all are told. */
  readonly emergency?: true
}

type Reader<P> =
  P extends Purpose<infer Id extends string, infer F extends Field>
    ? ((ref: string, why?: Why) => Promise<Revealed<Id, F>>) & {
        /** Every value about one thing, as one reading. */
        each(ref: string, why: Why & { readonly of: string }): Promise<readonly Item<Id>[]>
        /** How many people have which values, for a purpose of the scope `aggregate`. */
        count(why?: Pick<Why, 'reason'>): Promise<Counted>
      }
    : never

/** One function for each declared purpose; nothing else can be read. */
export type Readers<P extends Purposes> = { readonly [Name in keyof P]: Reader<P[Name]> }

function isOutage(failure: unknown): boolean {
  return failure instanceof Refusal && failure.kind === 'unavailable'
}

/**
 * Binds purposes to who acts. Within one unit of work the same reading is asked of the vault once,
 * so that a retried transaction does not read, and log, twice.
 */
export function readers<P extends Purposes>(
  channel: Channel,
  reads: P,
  context: { readonly actor: Actor; readonly at: string },
): Readers<P> {
  const made = Object.entries(reads).map(([name, purpose]) => {
    const asked = new Map<string, Promise<unknown>>()
    const once = (key: string, reading: () => Promise<unknown>) => {
      const before = asked.get(key)
      if (before) return before
      const now = reading()
      asked.set(key, now)
      now.catch((failure: unknown) => isOutage(failure) && asked.delete(key))
      return now
    }
    const read = (ref: string, why: Why = {}) =>
      once(JSON.stringify([ref, why]), () => channel.read(purpose, ref, { ...context, ...why }))
    const each = (ref: string, why: Why & { of: string }) =>
      once(JSON.stringify(['each', ref, why]), () =>
        channel.readItems(purpose, ref, { ...context, ...why }),
      )
    const count = (why: Pick<Why, 'reason'> = {}) =>
      once(JSON.stringify(['count', why]), () =>
        channel.many.count(purpose, { ...context, ...why }),
      )
    return [name, Object.assign(read, { each, count })]
  })
  return Object.fromEntries(made)
}
