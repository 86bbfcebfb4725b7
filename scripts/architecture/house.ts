/** The house as a machine sees it: files by their path from the root, and who imports what. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesOf, root } from '../build/inputs.mjs'

export type Sources = ReadonlyMap<string, string>

/** One file imports another, by the name it writes. */
export interface Import {
  readonly file: string
  readonly from: string
}

export interface House {
  readonly sources: Sources
  readonly imports: readonly Import[]
}

/** A rule of the house: it answers with a line for everything that breaks it. */
export type HouseRule = (house: House) => string[]

const FROM =
  /^(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm

function importsOf(sources: Sources): Import[] {
  return [...sources]
    .filter(([file]) => isCode(file))
    .flatMap(([file, text]) =>
      [...withoutComments(text).matchAll(FROM)].map(([, from, alone, later]) => ({
        file,
        from: from ?? alone ?? later ?? '',
      })),
    )
}

/** A house of these files. */
export function houseOf(sources: Sources): House {
  return { sources, imports: importsOf(sources) }
}

/** The house that stands in this repository. */
export function readHouse(): House {
  const files = filesOf('{src,test,scripts,bench,docs,cities}/**/*.{ts,tsx,mjs,sql,md,txt,json}')
  return houseOf(new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')])))
}

/** Tests, and `trial.ts`: what the tests of one folder share. */
export const isTest = (file: string) => /(?:\.test|\/trial)\.tsx?$/.test(file)
export const isCode = (file: string) => /\.tsx?$/.test(file)
export const isScript = (file: string) => /\.(?:tsx?|mjs)$/.test(file)

/** The room a file belongs to: a core folder, a service, the design, or the shell that opens the city. */
export function roomOf(file: string): string {
  const [, room] =
    /^(src\/(?:core|services|hub)\/[^/]+|src\/design|test|scripts|bench)(?:\/|$)/.exec(file) ?? []
  return room ?? (file.startsWith('src/') ? 'src' : '')
}

/** Where services live: those of every city, and those of a coalition of cities. */
const HOMES = { core: 'core', services: '(?:services|hub)' } as const

/** Which core folder or service a file is in. */
export function nameIn(kind: keyof typeof HOMES, file: string): string | undefined {
  return new RegExp(`^src/${HOMES[kind]}/([^/]+)/`).exec(file)?.[1]
}

/** The service that an import names: `#services/reports` and `#hub/cities` alike. */
export function serviceNamed(from: string): string | undefined {
  return /^#(?:services|hub)\/([\w-]+)/.exec(from)?.[1]
}

/** Where a relative import leads. */
export function target({ file, from }: Import): string {
  return new URL(from, `file:///${file}`).pathname.slice(1)
}

/** The code alone: what is only said to readers is blanked, and lines keep their numbers. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  )
}

/** Files of services that people run, not their tests. */
export function serviceFiles({ sources }: House): [string, string][] {
  return [...sources].filter(([file]) => nameIn('services', file) && !isTest(file))
}
