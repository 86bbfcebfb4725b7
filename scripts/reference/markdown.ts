/** Small pieces of Markdown; what goes in is made harmless. */

const plain = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim()

/** A table; an empty one is a sentence. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'Nothing yet.'
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

/** A list of codes in a row; a dash when there is none. */
export function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' ') || '–'
}

/** A whole generated page. */
export function document(title: string, lead: string, parts: readonly string[]): string {
  const made = '<!-- Made by `npm run docs` from the declarations. Do not edit. -->'
  return `${[`# ${title}`, made, lead, ...parts].join('\n\n')}\n`
}
