/** A trained classifier: multinomial logistic regression over hashed features, its temperature and thresholds. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Language } from './words.ts'
import { LANGUAGES } from './words.ts'

const Head = z.object({
  form: z.literal('cityright-classifier-v1'),
  language: z.enum(LANGUAGES),
  salt: z.string(),
  categories: z.array(z.string()).min(2),
  temperature: z.number().positive(),
  /** From which probability on each category is believed; null: never without a person. */
  thresholds: z.array(z.number().nullable()),
  rows: z.number().int().nonnegative(),
  /** What it learned from: how many texts, and the hash of all of them in order. */
  learned: z.object({ texts: z.number().int(), sha256: z.string() }),
})

/** What a classifier is made of; weights by row and category, rows by place. */
export interface Model {
  readonly language: Language
  readonly salt: string
  readonly categories: readonly string[]
  readonly temperature: number
  readonly thresholds: readonly (number | null)[]
  readonly learned: { readonly texts: number; readonly sha256: string }
  /** Hashed places that have weights, in rising order. */
  readonly places: Int32Array
  readonly weights: Float32Array
  readonly bias: Float32Array
}

const FORM = 'cityright-classifier-v1'

/** One file: a line of JSON, then places, biases and weights as little-endian 32-bit numbers. */
export function packed(model: Model): Buffer {
  const { places, weights, bias, ...rest } = model
  const head = Head.parse({ form: FORM, ...rest, rows: places.length })
  const line = JSON.stringify(head)
  // Numbers are read in place: they begin at a multiple of four bytes.
  const padded = `${line}${' '.repeat((4 - ((Buffer.byteLength(line) + 1) % 4)) % 4)}\n`
  return Buffer.concat([padded, places, bias, weights].map(bytesOf))
}

const bytesOf = (part: string | Int32Array | Float32Array): Buffer =>
  typeof part === 'string'
    ? Buffer.from(part)
    : Buffer.from(part.buffer, part.byteOffset, part.byteLength)

/** Reads such a file; throws when it is cut off or of another form. */
export function unpacked(file: Uint8Array): Model {
  const end = file.indexOf(10)
  const {
    form: _,
    rows,
    ...head
  } = Head.parse(JSON.parse(Buffer.from(file.subarray(0, Math.max(0, end))).toString()))
  const numbers = file.slice(end + 1)
  const n = head.categories.length
  if (numbers.byteLength !== 4 * (rows + n + rows * n)) throw new Error('The file is cut off.')
  const floats = (from: number, length: number) =>
    new Float32Array(numbers.buffer, numbers.byteOffset + 4 * from, length)
  return {
    ...head,
    places: new Int32Array(numbers.buffer, numbers.byteOffset, rows),
    bias: floats(rows, n),
    weights: floats(rows + n, rows * n),
  }
}

/** The hash by which the register knows it. */
export const hashOf = (file: Uint8Array): string => createHash('sha256').update(file).digest('hex')

/** Where in `weights` each place's row begins; -1 for places without one. */
export function rowsOf({ places }: Model, all: number): Int32Array {
  const rows = new Int32Array(all).fill(-1)
  for (const [row, place] of places.entries()) rows[place] = row
  return rows
}
