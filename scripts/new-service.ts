/**
 * Makes the folder of a new service, with everything in its place and a test that fails until it is filled.
 *
 *   npm run new-service NAME [--hub | FOLDER]
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { filesOf, root, writeWhole } from './build/inputs.mjs'

const TEMPLATE = 'scripts/new-service'
const LANGUAGES = ['en', 'es', 'ar']

/** `libraries` → `library`, `places` → `place`. */
function singular(names: string): string {
  if (names.endsWith('ies')) return `${names.slice(0, -3)}y`
  return names.endsWith('s') && !names.endsWith('ss') ? names.slice(0, -1) : names
}

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const upper = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
const spaced = (name: string) => name.replaceAll('-', ' ')
const withArticle = (name: string) => `${/^[aeio]/.test(name) ? 'an' : 'a'} ${spaced(name)}`

/** What each blank of the template is filled with. */
function wordsFor(names: string): Record<string, string> {
  const name = singular(names)
  return {
    names,
    name: spaced(name),
    Name: upper(camel(name)),
    Names: upper(camel(names)),
    Names_text: upper(spaced(names)),
    a_name: withArticle(name),
    A_name: upper(withArticle(name)),
    name_key: camel(name),
    names_key: camel(names),
    schema: names.replaceAll('-', '_'),
    table: name.replaceAll('-', '_'),
  }
}

/** Every file of a new service by its path in the folder. */
export function newService(names: string): Map<string, string> {
  if (!/^[a-z]+(?:-[a-z]+)*$/.test(names))
    throw new Error(`${names}: small letters and dashes only`)
  const words = wordsFor(names)
  const filled = (text: string) =>
    text.replace(/__(\w+?)__/g, (blank, word: string) => words[word] ?? blank)
  return new Map(
    filesOf(`${TEMPLATE}/**/*.txt`).flatMap((file) => {
      const path = file.slice(TEMPLATE.length + 1, -'.txt'.length)
      const text = filled(readFileSync(join(root, file), 'utf8'))
      const paths = LANGUAGES.map((language) => path.replace('LANGUAGE', language))
      const named = path.includes('LANGUAGE') ? paths : [filled(path).replace('NAME', names)]
      return named.map((one) => [one, text] as const)
    }),
  )
}

if (import.meta.main) {
  const [name = '', where = `src/services/${name}`] = process.argv.slice(2)
  const folder = where === '--hub' ? `src/hub/${name}` : where
  if (!name) throw new Error('npm run new-service NAME: what would a resident call it?')
  const place = resolve(root, folder)
  if (existsSync(place)) throw new Error(`${folder} is already there`)
  for (const [file, text] of newService(name)) writeWhole(join(place, file), text)
  spawnSync(process.execPath, [join(root, 'scripts/run.mjs'), 'oxfmt', place], { stdio: 'ignore' })
  console.log(`${folder} is made. Now:
  1. npm test -- ${folder}   (it fails and says what to write first)
  2. add it to src/city.ts, and its word to docs/glossary.md
  3. say everything in Spanish and Arabic (text/), then npm run check`)
}
