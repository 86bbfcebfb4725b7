/** Which sentences the source names: as a whole, or by how they begin. */
import type { Sources } from '../architecture/house.ts'
import { isCode, isTest, nameIn, withoutComments } from '../architecture/house.ts'

export interface Uses {
  /** Reasons of refusals, each as the keys of which one must be said. */
  readonly reasons: readonly { readonly by: string; readonly anyOf: readonly string[] }[]
  /** Keys that `say` is asked for by their whole name, with the files that ask. */
  readonly asked: ReadonlyMap<string, string>
  /** Does anything in the source name this key? */
  names(key: string): boolean
}

const WORD = /'((?:[a-z][\w-]*)(?:\.[\w-]+)+)'|"((?:[a-z][\w-]*)(?:\.[\w-]+)+)"/g
const PATTERN = /`([a-z][\w-]*\.[^`\s]*\$\{[^`\s]*)`/g
const ASKED = /\bsay\(\s*'([^'\s]+)'/g

/** `` `reports.state.${state}` `` as an expression that fits every key it can become. */
function expression(template: string): string {
  return template
    .split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\w.-]+')
}

const REFUSAL = /\bnew Refusal\(\s*'[\w-]+',\s*\[([^\]]*)\]/g

/** A reason is said in the service's own words or in the city's (`reasonText` of #core/pages). */
function reasonsIn(file: string, text: string): Uses['reasons'] {
  const service = nameIn('services', file) ?? nameIn('core', file)
  const codes = [...text.matchAll(REFUSAL)].flatMap(([, list = '']) =>
    [...list.matchAll(/(?:^|[[,{]\s*)(?:code: )?'([\w.-]+)'/g)].map(([, code = '']) => code),
  )
  const keys = (code: string) => [
    code,
    `${service}.${code}`,
    `web.error.${code}`,
    `web.reason.${code}`,
  ]
  return codes.map((code) => ({ by: file, anyOf: keys(code) }))
}

/** Reads the uses from every file that runs; tests do not count. */
export function usesOf(sources: Sources): Uses {
  const asked = new Map<string, string>()
  const reasons: Uses['reasons'][number][] = []
  const codes = new Set<string>()
  const words = new Set<string>()
  const patterns = new Set<string>()
  for (const [file, source] of sources) {
    if (!file.startsWith('src/') || !isCode(file) || isTest(file)) continue
    const text = withoutComments(source)
    reasons.push(...reasonsIn(file, text))
    const service = nameIn('services', file)
    for (const [, code] of text.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)) codes.add(`${service}.${code}`)
    for (const [, key = ''] of text.matchAll(ASKED)) asked.set(key, file)
    for (const [, single, double] of text.matchAll(WORD)) words.add(single ?? double ?? '')
    for (const [, template = ''] of text.matchAll(PATTERN)) patterns.add(expression(template))
  }
  const fits = patterns.size > 0 ? new RegExp(`^(?:${[...patterns].join('|')})$`) : /$^/
  return { asked, reasons, names: (key) => words.has(key) || codes.has(key) || fits.test(key) }
}
