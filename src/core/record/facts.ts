import type { Say } from '#core/text'
import { z } from 'zod'
import type { Entry } from './bytes.ts'
import type { PublicValue } from './public.ts'

/**
 * What the declaration of an entry says about a field besides its type, as zod's `meta`:
 * `words` begins the text keys of its codes, `list` names the lists of the city in which its codes
 * have names, and `hash` tells a sealed text from the fingerprint of a file.
 */
const Field = z.object({
  words: z.string().optional(),
  list: z.union([z.string(), z.array(z.string())]).optional(),
  hash: z.enum(['sealed', 'file']).optional(),
})
const Schema = z.object({ properties: z.record(z.string(), Field.catch({})).default({}) })

/** How the fields of an entry are to be read, by name. */
export type Fields = Readonly<Record<string, z.infer<typeof Field>>>

/** Reads that from the JSON Schema of an entry's body. */
export function fieldsOf(body: object | undefined): Fields {
  return Schema.parse(body ?? {}).properties
}

/** One fact of an entry, as people read it. */
export interface Fact {
  readonly name: string
  readonly label: string
  readonly value: string
  /** It is a hash: of a text that stays sealed, or of a file. */
  readonly hash: 'sealed' | 'file' | null
}

/** An entry together with what its codes are called, by field. */
export type Named = Pick<Entry, 'kind' | 'body'> & {
  readonly names: Readonly<Record<string, string>>
}

function plain(value: PublicValue, say: Say): string {
  if (typeof value === 'number') return say.number(value)
  if (typeof value === 'boolean') return say(value ? 'common.yes' : 'common.no')
  if (typeof value === 'string') return value
  const simple = Array.isArray(value) && value.every((one) => typeof one === 'string')
  return simple ? say.list(value) : JSON.stringify(value)
}

function worded(entry: Named, field: string, words: string | undefined, say: Say): string {
  const value = entry.body[field]
  if (value === undefined) return ''
  const name = entry.names[field]
  if (name !== undefined) return name
  const keys = [`entry.${entry.kind}.${field}.${String(value)}`, `${words}.${String(value)}`]
  const key = typeof value === 'string' ? keys.find((one) => say.has(one)) : undefined
  return key ? say(key) : plain(value, say)
}

/** The label of a field: the entry's own words first, then those every entry shares. */
function labelOf(kind: string, field: string, say: Say): string {
  const keys = [`entry.${kind}.${field}`, `record.field.${field}`]
  const key = keys.find((one) => say.has(one))
  return key ? say(key) : field
}

/** What an entry states in the order it was declared, each fact with its label, codes in words. */
export function factsOf(entry: Named, fields: Fields, say: Say): Fact[] {
  const stated = Object.keys(entry.body)
  const declared = Object.keys(fields).filter((name) => stated.includes(name))
  return [...new Set([...declared, ...stated])].map((name) => ({
    name,
    label: labelOf(entry.kind, name, say),
    value: worded(entry, name, fields[name]?.words, say),
    hash: fields[name]?.hash ?? null,
  }))
}
