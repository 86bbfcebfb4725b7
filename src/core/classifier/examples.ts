/** Texts that are learned from, in numbers: each stem is hashed once for all texts, each pair of neighbours once. */
import { mapped, type Pieces } from '#core/kernel'
import type { Row } from './descent.ts'
import { type Featurer, lengthOf, PLACES } from './features.ts'
import type { Word } from './words.ts'

/** A text with the number of its confirmed category. */
export interface Told {
  readonly words: readonly Word[]
  readonly category: number
}

/** A text: its stems by number, and the places of its pairs. */
interface Example {
  readonly stems: Int32Array
  readonly pairs: Int32Array
  readonly category: number
}

/** A stem: where it stands as a whole, and where its parts do. */
interface Spelled {
  readonly whole: number
  readonly parts: Int32Array
}

/** All texts, and the stems in them by number. */
export interface Examples {
  readonly texts: readonly Example[]
  readonly stems: readonly Spelled[]
}

/** Puts texts into numbers. */
export function* examplesFrom(told: readonly Told[], features: Featurer): Pieces<Examples> {
  const numbers = new Map<string, number>()
  const stems: Spelled[] = []
  const numberOf = (word: Word): number => {
    const known = numbers.get(word.stem)
    if (known !== undefined) return known
    numbers.set(word.stem, stems.length)
    return stems.push({ whole: features.whole(word), parts: features.parts(word) }) - 1
  }
  const texts = yield* mapped(told, ({ words, category }) => {
    const pairs = new Int32Array(Math.max(0, words.length - 1))
    for (let at = 0; at < pairs.length; at += 1) {
      pairs[at] = features.pair(words[at]!, words[at + 1]!)
    }
    return { stems: Int32Array.from(words, numberOf), pairs, category }
  })
  return { texts, stems }
}

/** Places that enough texts have, in rising order, and how many texts each place has. */
interface Kept {
  readonly places: Int32Array
  readonly counts: Int32Array
}

/** Counts in how many texts each place is, and keeps those that enough of them have. */
export function* keptPlaces({ texts, stems }: Examples, fewest: number): Pieces<Kept> {
  const counts = new Int32Array(PLACES)
  const last = new Int32Array(PLACES).fill(-1)
  const count = (place: number, text: number) => {
    if (last[place] === text) return
    last[place] = text
    counts[place]! += 1
  }
  yield* mapped(texts, ({ stems: numbers, pairs }, text) => {
    for (let at = 0; at < pairs.length; at += 1) count(pairs[at]!, text)
    for (let at = 0; at < numbers.length; at += 1) {
      const { whole, parts } = stems[numbers[at]!]!
      count(whole, text)
      for (let part = 0; part < parts.length; part += 1) count(parts[part]!, text)
    }
  })
  const kept: number[] = []
  for (let place = 0; place < PLACES; place += 1) if (counts[place]! >= fewest) kept.push(place)
  return { places: Int32Array.from(kept), counts }
}

/** The row of each place while it is learned; -1 for those that are forgotten. What many texts have stands together. */
export function rowsByCount(places: Int32Array, counts: Int32Array): Int32Array {
  const rows = new Int32Array(PLACES).fill(-1)
  const order = places.toSorted((a, b) => counts[b]! - counts[a]! || a - b)
  for (let row = 0; row < order.length; row += 1) rows[order[row]!] = row
  return rows
}

/** A stem of which it is known what has weights. */
interface Weighed {
  readonly whole: number
  readonly parts: Int32Array
  /** By how much each part counts: together they are as long as one word. */
  readonly part: number
}

/** Writes one text after another into the same room: by its words, or as if none of them were known. */
export interface Writer {
  write(text: number, byParts: boolean): Row
}

/** Room for the longest text. */
function roomFor({ texts }: Examples, weighed: readonly Weighed[]) {
  let longest = 0
  for (const { stems, pairs } of texts) {
    let room = pairs.length
    for (const one of stems) room += 1 + weighed[one]!.parts.length
    longest = Math.max(longest, room)
  }
  return { rows: new Int32Array(longest), values: new Float32Array(longest) }
}

/** The same numbers as `Featurer.of` gives for the words of a text, from what is known of each stem. */
export function writer(examples: Examples, rowOf: Int32Array): Writer {
  const weighed = examples.stems.map(({ whole, parts }): Weighed => {
    const kept = parts.map((place) => rowOf[place]!).filter((row) => row >= 0)
    return { whole: rowOf[whole]!, parts: kept, part: 1 / Math.sqrt(parts.length) }
  })
  const { rows, values } = roomFor(examples, weighed)
  return {
    write(text, byParts) {
      const { stems, pairs, category } = examples.texts[text]!
      const length = lengthOf(stems.length)
      let n = 0
      for (let at = 0; at < stems.length; at += 1) {
        const { whole, parts, part } = weighed[stems[at]!]!
        if (whole >= 0 && !byParts) {
          rows[n] = whole
          values[n++] = 1 / length
          continue
        }
        for (let one = 0; one < parts.length; one += 1) {
          rows[n] = parts[one]!
          values[n++] = part / length
        }
      }
      for (let at = 0; at < pairs.length; at += 1) {
        const row = rowOf[pairs[at]!]!
        if (row < 0) continue
        rows[n] = row
        values[n++] = 1 / length
      }
      return { rows, values, begin: 0, end: n, category }
    },
  }
}

/** All texts by their words, one behind the other, so that each is written once for all rounds. */
export function* byWords({ texts }: Examples, { write }: Writer): Pieces<readonly Row[]> {
  let all = 0
  const ends = yield* mapped(texts, (_, text) => (all += write(text, false).end))
  const [rows, values] = [new Int32Array(all), new Float32Array(all)]
  return yield* mapped(texts, ({ category }, text) => {
    const one = write(text, false)
    const [begin, end] = [ends[text - 1] ?? 0, ends[text]!]
    rows.set(one.rows.subarray(0, one.end), begin)
    values.set(one.values.subarray(0, one.end), begin)
    return { rows, values, begin, end, category }
  })
}
