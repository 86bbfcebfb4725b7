/** Rules over a case, as they are once they are read. */

/** A text, or a number: times are minutes of the day. */
export type Value = string | number

/** One part of a case that a rule may ask for. */
export interface Field {
  readonly type: 'text' | 'number' | 'time' | 'date' | 'several'
  /** All there is to choose from; absent when everything can be said. */
  readonly values?: readonly string[]
}

/** What a city's rules may speak of. */
export interface Vocabulary {
  readonly fields: ReadonlyMap<string, Field>
  readonly units: readonly string[]
}

export type Condition =
  | { readonly any: readonly Condition[] }
  | { readonly all: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: string; readonly is: Comparison; readonly value: Value }
  | { readonly field: string; readonly is: 'in'; readonly values: readonly Value[] }

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'has'

/** One rule of a list. */
export interface Rule {
  /** Its place in the list, from one: earlier ones come first. */
  readonly number: number
  readonly line: number
  readonly when: Condition
  readonly unit: string
  /** The condition as it was written. */
  readonly says: string
}

/** What is known of one case, by the names of the fields; what is absent or null was not said. */
export type Case = Readonly<Record<string, Value | readonly string[] | null | undefined>>
