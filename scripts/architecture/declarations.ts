/** What services declare, read from the text of their declarations. */
import { type House, type HouseRule, isCode, isTest, serviceFiles } from './house.ts'

interface Declaration {
  readonly file: string
  readonly path: string
}

/** Paths of `page({` or `action({`; the formatter puts one property on a line. */
function pathsOf(house: House, kind: 'page' | 'action'): Declaration[] {
  const opening = new RegExp(`\\b${kind}(?:<[^(]*>)?\\(\\{([\\s\\S]*?)\\n\\}\\)`, 'g')
  return serviceFiles(house)
    .filter(([file]) => isCode(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(opening)].flatMap(([, body = '']) => {
        const path = /(?:^|\n) {2}path: '([^']+)'/.exec(body)?.[1]
        return path === undefined ? [] : [{ file, path }]
      }),
    )
}

const shape = (path: string) => path.replace(/:\w+/g, ':')
const above = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/'

const actionsStandOnPages: HouseRule = (house) => {
  const pages = new Set(pathsOf(house, 'page').map(({ path }) => shape(path)))
  const stands = (path: string) =>
    pages.has(path) ||
    pages.has(above(path)) ||
    [...pages].some((page) => page !== '/' && path.startsWith(`${page}/`))
  return pathsOf(house, 'action')
    .filter(({ path }) => !stands(shape(path)))
    .map(({ file, path }) => `${file}: ${path}`)
}

/** Below these stand interfaces of others, which say their own addresses: the tracker of e-gov/AJ. */
const FOREIGN = ['/folder/tracker/v2/']

const plainPaths: HouseRule = (house) =>
  (['page', 'action'] as const)
    .flatMap((kind) => pathsOf(house, kind))
    .filter(({ path }) => !FOREIGN.some((one) => path.startsWith(one)))
    .filter(({ path }) => !/^\/$|^(?:\/(?:[a-z0-9]+(?:-[a-z0-9]+)*|:\w+))+$/.test(path))
    .map(({ file, path }) => `${file}: ${path}`)

/** Names of personal fields as a careless body would call them. */
function personalNames({ sources }: House): Set<string> {
  const names = new Set([
    'email',
    'phone',
    'birthDate',
    'birthday',
    'surname',
    'firstName',
    'lastName',
  ])
  for (const text of sources.values()) {
    for (const [, name = ''] of text.matchAll(
      /\bfield\.(?:text|email|phone|date)\(\s*'([\w.]+)'/g,
    )) {
      const [group = '', last = ''] = name.split('.')
      if (last && last !== 'name') names.add(last)
      names.add(`${group}${last.charAt(0).toUpperCase()}${last.slice(1)}`)
    }
  }
  return names
}

const recordIsImpersonal: HouseRule = (house) => {
  const personal = personalNames(house)
  return [...house.sources]
    .filter(([file]) => file.startsWith('src/') && isCode(file) && !isTest(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(/\bentry\(\s*'([\w.-]+)',([\s\S]*?)\n?\}\),?\s*\)/g)].flatMap(
        ([, kind, body = '']) =>
          [...body.matchAll(/(?:[{,]\s*|\n\s*)(\w+)(?=\s*[:,}])/g)]
            .filter(([, key = '']) => personal.has(key))
            .map(([, key]) => `${file}: ${kind} says ${key}`),
      ),
    )
}

/** The rules about declarations. */
export const declarationRules: Readonly<Record<string, HouseRule>> = {
  'Every action stands on a page': actionsStandOnPages,
  'An address is plain words, parameters and dashes': plainPaths,
  'The public record names no personal field': recordIsImpersonal,
}
