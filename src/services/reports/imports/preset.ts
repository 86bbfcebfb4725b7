/** How another system's file is read: as data, so that a new source is a new preset and no code. */
import type { State } from '../model.ts'

/** What a report needs from a row. Each name has the columns it may stand in, the first one present counts. */
export interface Columns {
  readonly externalId: readonly string[]
  readonly opened: readonly string[]
  readonly closed: readonly string[]
  readonly changed: readonly string[]
  readonly due: readonly string[]
  readonly state: readonly string[]
  readonly category: readonly string[]
  readonly lon: readonly string[]
  readonly lat: readonly string[]
  readonly district: readonly string[]
}

/** One source of reports. */
export interface Preset {
  readonly name: string
  /** Zone of moments that name none; absent: the city's own. */
  readonly zone?: string
  /** Language of the texts; absent: the city's first. */
  readonly language?: string
  /** Where a point can be at all: west, south, east, north. */
  readonly bounds?: readonly [number, number, number, number]
  readonly columns: Columns
  /** Columns that make the address, in their order. */
  readonly address: readonly string[]
  /** Columns that make the text, in their order. */
  readonly text: readonly string[]
  /** Columns of the source that the city has no use for. */
  readonly leftOut: readonly string[]
  /** What the source's states are here, by their name in small letters. */
  readonly states: Readonly<Record<string, State>>
  /** Categories of ours by the source's words in small letters; other words are kept as they are. */
  readonly categories: Readonly<Record<string, string>>
  /** True when the categories are written in our own codes already. */
  readonly ownCategories?: boolean
}

/** A column's name without what spreadsheets change: case, spaces, underscores. */
export function columnName(name: string): string {
  return name.toLowerCase().replace(/[\s_]+/g, '')
}

/** The columns a preset knows, and what it calls them. */
export interface Known {
  /** The name under which a column is read; undefined when it is not needed. */
  wanted(column: string): string | undefined
  /** Columns that mean nothing to this preset, as they are written. */
  readonly unknown: string[]
  /** Columns without which no row can be read. */
  missing(found: readonly string[]): string[]
}

const MOST_UNKNOWN = 500

/** Reads a preset's columns once. */
export function knownColumns(preset: Preset): Known {
  const read = [...Object.values(preset.columns).flat(), ...preset.address, ...preset.text]
  const wanted = new Set(read.map(columnName))
  const leftOut = new Set(preset.leftOut.map(columnName))
  const names = new Map<string, string | undefined>()
  const unknown: string[] = []
  const { externalId, opened, state } = preset.columns
  return {
    unknown,
    wanted(column) {
      if (names.has(column)) return names.get(column)
      const name = columnName(column)
      const found = wanted.has(name) ? name : undefined
      if (names.size < MOST_UNKNOWN) names.set(column, found)
      const strange = !found && !leftOut.has(name) && name !== '' && !unknown.includes(column)
      if (strange && unknown.length < MOST_UNKNOWN) unknown.push(column)
      return found
    },
    missing(found) {
      const there = new Set(found.map(columnName))
      return [externalId, opened, state]
        .filter((names) => !names.some((name) => there.has(columnName(name))))
        .map(([name = '']) => name)
    },
  }
}
