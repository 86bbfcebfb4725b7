/** What a city says of the algorithms it ships with (`cities/<city>/algorithms.json`). */
import { z } from 'zod'
import { type Document, FIELD_NAMES } from './model.ts'

const words = z.partialRecord(z.enum(FIELD_NAMES), z.string().min(1).max(10_000))

export const algorithmsConfig = z.object({
  /** Entries by the name of the decision, then by language. */
  entries: z.record(z.string(), z.record(z.string(), words)).default({}),
})

/** What this city says of a decision; nothing where it ships no entry. */
export function shippedEntry(
  city: { readonly config: Readonly<Record<string, unknown>> },
  name: string,
): Document {
  return algorithmsConfig.parse(city.config['algorithms'] ?? {}).entries[name] ?? {}
}
