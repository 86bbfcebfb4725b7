/** Readings over a line: what comes back travels on as `Personal`. */
import { z } from 'zod'
import type { Field } from '../field.ts'
import type { Channel, Item, Revealed } from '../model.ts'
import { Personal } from '../personal.ts'
import type { Purpose } from '../purpose.ts'
import type { Line } from './line.ts'

/** Values of one person, by field. */
export const values = z.record(z.string(), z.string())

/** Values of one person as they may travel on. */
export function wrapped<Id extends string>(
  read: Readonly<Record<string, string>>,
  { id, sinks }: Purpose<Id, Field>,
): Revealed<Id, never> {
  const personal = Object.entries(read).map(([name, value]) => [
    name,
    new Personal(value, id, sinks),
  ])
  return Object.fromEntries(personal) as Revealed<Id, never>
}

/** Reads, and wraps what comes back. */
export function readerOn<M extends string>(line: Line): Channel<M>['read'] {
  return async (purpose, ref, context) => {
    const { id, version } = purpose
    const fields = context.fields ?? purpose.fields.map((field) => field.name)
    const read = values.parse(
      await line.ask('read', { purpose: id, version, ref, ...context, fields }),
    )
    return wrapped(read, purpose)
  }
}

const itemsShape = z.array(z.object({ item: z.string(), value: z.string() }))

/** Reads what a person has several of, and wraps each. */
export function itemsOn<M extends string>(line: Line): Channel<M>['readItems'] {
  return async <Id extends string>(
    { id, version, fields, sinks }: Purpose<Id, Field>,
    ref: string,
    context: object,
  ): Promise<Item<Id>[]> => {
    const names = fields.map((field) => field.name)
    const asked = { purpose: id, version, ref, fields: names, ...context }
    const found = itemsShape.parse(await line.ask('readItems', asked))
    return found.map(({ item, value }) => ({ item, value: new Personal(value, id, sinks) }))
  }
}
