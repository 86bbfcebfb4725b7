/** Parts of the page that opens from a disk. */
import type { Say } from '#core/text'
import { xml } from '#core/pages'

type Row = readonly (string | null)[]

function table(head: readonly string[], rows: readonly Row[]): string {
  const line = (cells: Row, tag: 'th' | 'td') =>
    `<tr>${cells.map((one) => `<${tag}>${xml(one ?? '')}</${tag}>`).join('')}</tr>`
  return `<table>
<thead>${line(head, 'th')}</thead>
<tbody>
${rows.map((row) => line(row, 'td')).join('\n')}
</tbody>
</table>`
}

/** Something under its title. */
export const section = (title: string, body: string) =>
  `<section>\n<h2>${xml(title)}</h2>\n${body}\n</section>`

/** A list under its title; nothing where there is nothing. */
export function part(title: string, head: readonly string[], rows: readonly Row[]): string {
  return rows.length === 0 ? '' : section(title, table(head, rows))
}

/** Heads of a table, by the names of its columns. */
export const heads = (say: Say, ...names: string[]) =>
  names.map((name) => say(`folder.column.${name}`))

/** A day in the language of the page; null where there is none. */
export const day = (at: string | null, say: Say) => at && say.date(at)
