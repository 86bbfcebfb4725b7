import type { Statement } from '#core/database'

/** A table whose rows are taken out and put back as JSON. */
export interface Table {
  readonly name: string
  readonly rows: Statement
  put(rows: string): Statement
  /** Rows that are taken out at a time, where each is long; a thousand when it is not said. */
  readonly portion?: number
}
