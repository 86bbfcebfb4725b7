/**
 * Makes docs/reference from the declarations; with --check only says what has drifted apart.
 * A purpose that changed under its version fails, and is not written. With --release every migration there is becomes a released one, which may never change again.
 *
 *   npm run docs [-- --check | --release]
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { declared } from '#core/service'
import { coreTexts, speakers } from '#core/text'
import { openApi } from '#core/web'
import { designTexts } from '#design'
import { services } from '../src/city.ts'
import { commands } from '../src/cli/run.ts'
import { houseOf } from './architecture/house.ts'
import { migrationHash, RELEASED, releasedMigrations } from './architecture/sql.ts'
import { filesOf, readOr, root, writeWhole } from './build/inputs.mjs'
import { commandsPage } from './reference/commands.ts'
import { referencePages } from './reference/pages.ts'
import { keptPurposes } from './reference/purposes.ts'

const FOLDER = 'docs/reference'
/** Every version of every purpose, which never changes. */
const PURPOSES = 'purposes.txt'

/** The description with a line for each path: a change shows where it is, and the file stays small. */
function openApiText(api: object): string {
  const line = ([name, value]: [string, unknown]) =>
    `${JSON.stringify(name)}: ${JSON.stringify(value)}`
  const part = ([name, value]: [string, unknown]) =>
    name === 'paths'
      ? `"paths": {\n${Object.entries(Object(value)).map(line).join(',\n')}\n}`
      : line([name, value])
  return `{\n${Object.entries(api).map(part).join(',\n')}\n}\n`
}

function reference(): Map<string, string> {
  const texts = [...coreTexts(), designTexts, ...services.map((one) => one.texts)]
  const say = speakers(texts, ['en'], 'UTC')('en')
  const all = declared(services)
  const api = openApi(all, say, { name: 'Cityright', url: 'https://city.example' })
  const pages = Object.entries(referencePages).map(
    ([file, page]) => [file, page(all, say)] as const,
  )
  return new Map([
    ...pages,
    ['commands.md', commandsPage(commands())],
    ['openapi.json', openApiText(api)],
  ])
}

/** The list of released migrations with those added that are not in it. */
function released(): string {
  const before = readOr(join(root, RELEASED), '')
  const known = releasedMigrations(houseOf(new Map([[RELEASED, before]])))
  const added = filesOf('src/**/*migrations/*.sql')
    .filter((file) => !known.has(file))
    .map((file) => `${migrationHash(readFileSync(join(root, file), 'utf8'))} ${file}\n`)
  return before + added.join('')
}

if (import.meta.main) {
  const check = process.argv.includes('--check')
  const made = reference()
  const purposes = keptPurposes(
    readOr(join(root, FOLDER, PURPOSES), ''),
    services.flatMap((one) => one.purposes ?? []),
  )
  made.set(PURPOSES, purposes.text)
  if (process.argv.includes('--release')) made.set('migrations.txt', released())
  const drifted = [...made].filter(([file, text]) => readOr(join(root, FOLDER, file), '') !== text)
  const named = ['README.md', 'migrations.txt', ...made.keys()]
  const left = filesOf(`${FOLDER}/*`).filter(
    (file) => !named.includes(file.slice(FOLDER.length + 1)),
  )
  for (const [file, text] of check ? [] : drifted) writeWhole(join(root, FOLDER, file), text)
  const verb = check ? 'is not what the declarations say' : 'written'
  for (const [file] of drifted) console.log(`${FOLDER}/${file}: ${verb}`)
  for (const file of left) console.log(`${file}: nothing makes this file`)
  for (const one of purposes.changed)
    console.log(`${one} is declared otherwise than it was: give the purpose a new version`)
  if (check && drifted.length > 0) console.log('Run npm run docs and read what changed.')
  const isWrong = (check && drifted.length > 0) || left.length > 0 || purposes.changed.length > 0
  process.exitCode = isWrong ? 1 : 0
}
