/** Sentences by their key, with `{name}` where a value comes in. */
export type CheckWords = Readonly<Record<string, string>>

/** What the page tells the island in `data-props`. */
export interface CheckProps {
  readonly words: CheckWords
  /** Names of the kinds of entries that this release knows. */
  readonly kinds: Readonly<Record<string, string>>
  /** Where the record of this city is; absent in the file that belongs to no city. */
  readonly record?: string
  /** Script of the workers; absent in the file, which brings its own. */
  readonly worker?: string
}
