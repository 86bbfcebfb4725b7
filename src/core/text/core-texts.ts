import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Catalogue, Texts } from './say.ts'

const core = new URL('../', import.meta.url)

function textsIn(folder: URL): Texts {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    files.map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8')
      return [name.slice(0, -'.json'.length), JSON.parse(text) as Catalogue]
    }),
  )
}

/** The sentences of the core itself: the folder `text` of each part that has one. */
export function coreTexts(): Texts[] {
  return readdirSync(core)
    .toSorted()
    .map((part) => new URL(`${part}/text/`, core))
    .filter((folder) => existsSync(folder))
    .map(textsIn)
}
