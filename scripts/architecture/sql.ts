/** Where SQL may stand, what it may touch, and what its tables may be called. */
import { createHash } from 'node:crypto'
import { CORE } from './rooms.ts'
import {
  type House,
  type HouseRule,
  isCode,
  isTest,
  nameIn,
  serviceFiles,
  withoutComments,
} from './house.ts'

/** Schemas a core folder owns, where they are not simply its name. */
const OWNED: Readonly<Record<string, readonly string[]>> = {
  vault: ['vault', 'keys'],
  database: ['public', 'information_schema'],
}
const inStore = (file: string) => /\/store(?:\.ts|\/[^/]+\.ts)$/.test(file)
const TOUCHES =
  /\b(?:from|join|into|update|table|references|truncate|exists|on)\s+(?:only\s+)?([a-z_]\w*)\.[a-z_]\w*/gi

/** A field that a machine sets names the decision that set it. */
const ACCOUNTED = /^references decisions\.taken$/i

const sqlOnlyInStores: HouseRule = (house) =>
  serviceFiles(house)
    .filter(
      ([file, text]) => isCode(file) && !inStore(file) && /\bsql`/.test(withoutComments(text)),
    )
    .map(([file]) => `${file} holds SQL`)

/** Every schema that somebody owns; other words before a dot are names of rows. */
function schemas({ sources }: House): Set<string> {
  const owners = [...sources.keys()].flatMap(
    (file) => nameIn('core', file) ?? nameIn('services', file) ?? [],
  )
  return new Set([...owners.map(schemaOf), ...CORE, 'keys', 'information_schema'])
}

function schemaOf(room: string): string {
  return room.replaceAll('-', '_')
}

function withoutSql(text: string): string {
  return withoutComments(text).replace(/--.*$/gm, '')
}

const onlyOwnSchema: HouseRule = (house) => {
  const known = schemas(house)
  return [...house.sources].flatMap(([file, text]) => {
    const room = nameIn('core', file) ?? nameIn('services', file)
    if (!room || isTest(file) || !/\.(?:sql|tsx?)$/.test(file)) return []
    const mine = OWNED[room] ?? [schemaOf(room)]
    if (isCode(file) && !/\bsql`|\b(?:script|raw)\(/.test(text)) return []
    return [...withoutSql(text).matchAll(TOUCHES)]
      .filter(([touched]) => !ACCOUNTED.test(touched))
      .map(([, schema = '']) => schema.toLowerCase())
      .filter((schema) => known.has(schema) && !mine.includes(schema))
      .map((schema) => `${file} touches schema ${schema}`)
  })
}

/** The words of the glossary: the first column of its table. */
function wordsOf({ sources }: House): Set<string> {
  const text = sources.get('docs/glossary.md') ?? ''
  const cells = [...text.matchAll(/^\| *([^|]+?) *\|/gm)].map(([, cell]) => cell ?? '')
  return new Set(cells.flatMap((cell) => cell.toLowerCase().split(/[^a-z0-9]+/)).filter(Boolean))
}

function inWords(words: ReadonlySet<string>, name: string): boolean {
  const forms = (word: string) => [
    word,
    `${word}s`,
    word.replace(/s$/, ''),
    word.replace(/ies$/, 'y'),
    word.replace(/es$/, ''),
  ]
  return name.split(/[-_]/).every((word) => forms(word).some((form) => words.has(form)))
}

const namesFromTheGlossary: HouseRule = (house) => {
  const words = wordsOf(house)
  const rooms = new Set(
    [...house.sources.keys()].flatMap(
      (file) => /^src\/(?:core|services|hub)\/[^/]+(?=\/)/.exec(file)?.[0] ?? [],
    ),
  )
  const tables = [...house.sources]
    .filter(([file]) => file.endsWith('.sql'))
    .flatMap(([file, text]) =>
      [...withoutSql(text).matchAll(/\bcreate table (?:if not exists )?(?:\w+\.)?(\w+)/gi)].map(
        ([, table]) => [`${file} makes the table ${table}`, table ?? ''] as const,
      ),
    )
  return [...[...rooms].map((room) => [room, room.split('/').at(-1) ?? ''] as const), ...tables]
    .filter(([, name]) => !inWords(words, name))
    .map(([where]) => where)
}

/** The hash that a released migration keeps for ever. */
export function migrationHash(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}

/** File with one line per released migration: its hash and its path. */
export const RELEASED = 'docs/reference/migrations.txt'

/** Path → hash of every migration that has been released. */
export function releasedMigrations({ sources }: House): Map<string, string> {
  const lines = (sources.get(RELEASED) ?? '')
    .split('\n')
    .filter((line) => /^[0-9a-f]{64} /.test(line))
  return new Map(lines.map((line) => [line.slice(65).trim(), line.slice(0, 64)]))
}

const releasedStays: HouseRule = (house) =>
  [...releasedMigrations(house)].flatMap(([file, hash]) => {
    const text = house.sources.get(file)
    if (text === undefined) return [`${file} is gone, and cities have run it`]
    return migrationHash(text) === hash ? [] : [`${file} was edited: write a new migration instead`]
  })

const migrationsAreNumbered: HouseRule = ({ sources }) =>
  [...sources.keys()]
    .filter((file) => /migrations\//.test(file) && file.startsWith('src/'))
    .filter((file) => !/\/\d{4}-[a-z0-9-]+\.sql$/.test(file))

/** The rules about SQL, tables and migrations. */
export const sqlRules: Readonly<Record<string, HouseRule>> = {
  'SQL of a service lives in its store': sqlOnlyInStores,
  'SQL touches only its own schema': onlyOwnSchema,
  'A folder or table has a word of the glossary': namesFromTheGlossary,
  'A released migration never changes': releasedStays,
  'A migration is a numbered SQL file': migrationsAreNumbered,
}
