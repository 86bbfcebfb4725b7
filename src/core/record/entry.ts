import type { z } from 'zod'
import type { Publishable } from './public.ts'

/** A kind of entry: its name, and the schema that proves nothing personal is in it. */
export interface EntryKind<B extends z.ZodObject = z.ZodObject> {
  readonly name: string
  readonly body: B
}

const NAME = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+$/

/**
 * Declares a kind of entry: `service.past-participle`; its sentence is the text `entry.<name>` of
 * that service.
 */
export function entry<B extends z.ZodObject>(
  name: string,
  body: B & Publishable<z.output<B>>,
): EntryKind<B> {
  if (!NAME.test(name))
    throw new Error(`${name} cannot name an entry: write it like reports.received`)
  return { name, body }
}
