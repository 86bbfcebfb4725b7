/** The fonts of the city for its printed documents: the machine that prints may have none for a language. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Package, and what the page's style calls its family. */
const FAMILIES = [
  ['@fontsource-variable/noto-sans', 'Noto Sans'],
  ['@fontsource-variable/noto-sans-arabic', 'Noto Sans Arabic'],
] as const

/** The package's own style with every font inside, so that nothing has to be fetched. */
async function styleOf(name: string, family: string): Promise<string> {
  const address = import.meta.resolve(`${name}/wght.css`)
  const css = await readFile(fileURLToPath(address), 'utf8')
  const parts = css.split(/url\(([^)]+)\)/)
  const filled = parts.map(async (part, index) => {
    if (index % 2 === 0) return part
    const bytes = await readFile(fileURLToPath(new URL(part, address)))
    return `url(data:font/woff2;base64,${bytes.toString('base64')})`
  })
  return (await Promise.all(filled)).join('').replaceAll(`${family} Variable`, family)
}

let made: Promise<string> | undefined

/** A style with all of them; read once, when something is first printed. */
export function fontStyle(): Promise<string> {
  made ??= Promise.all(FAMILIES.map(([name, family]) => styleOf(name, family))).then((all) =>
    all.join('\n'),
  )
  return made
}
