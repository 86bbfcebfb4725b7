import type { ComponentChildren } from 'preact'

/** Rows of the same kind. */
export interface TableProps {
  readonly caption: string
  /** Hide the caption from sight when a title right above says the same. */
  readonly quiet?: boolean
  readonly head: readonly ComponentChildren[]
  readonly rows: readonly (readonly ComponentChildren[])[]
  /** Columns (from 0) that hold numbers and are aligned at their end. */
  readonly numeric?: readonly number[]
}

/** A table whose first column names the row. On a small screen it scrolls inside its frame (WCAG 1.4.10). */
export function Table({ caption, quiet, head, rows, numeric = [] }: TableProps) {
  const cell = (column: number) => (numeric.includes(column) ? 'cr-table__number' : undefined)
  return (
    <div class="cr-scroll" role="group" tabindex={0} aria-label={caption}>
      <table class="cr-table">
        <caption class={quiet ? 'govuk-visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {head.map((title, column) => (
              <th key={column} scope="col" class={cell(column)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((value, column) =>
                column === 0 ? (
                  <th key={column} scope="row" class={cell(column)}>
                    {value}
                  </th>
                ) : (
                  <td key={column} class={cell(column)}>
                    {value}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
