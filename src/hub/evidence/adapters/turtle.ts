/**
 * Turtle (RDF 1.1) by its tokens: every token must be one, brackets must close, prefixes must be declared, and
 * the last statement must end. That is less than a parser: triples are not built. It is enough to count
 * data sets and to find their downloads.
 */
import type { Reading } from '../model.ts'
import { web } from './text.ts'
import { topicFacts } from './topics.ts'

const DCAT = 'http://www.w3.org/ns/dcat#'
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const TOKEN =
  /(?<space>(?:\s|#[^\n]*)+)|<(?<iri>[^\0-\x20<>"{}|^`\\]*)>|(?<text>"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)|(?<kind>\^\^)|(?<blank>_:[\p{L}\p{N}_][\p{L}\p{N}_.-]*(?<!\.))|(?<name>[\p{L}][\p{L}\p{N}_.-]*:(?:[\p{L}\p{N}_:%.\\/,()!~*'-]*[\p{L}\p{N}_:%\\/-])?|:[\p{L}\p{N}_:%.-]*[\p{L}\p{N}_]|[\p{L}][\p{L}\p{N}_-]*:|:)|(?<number>[+-]?(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?)|(?<word>a(?![\p{L}\p{N}_:])|true\b|false\b|prefix\b|base\b)|(?<mark>[[\]();,.])/iuy

interface Token {
  readonly kind: string
  readonly text: string
}

const MOST = 3_000_000

/** Every token, or undefined where something is none. */
function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text)
    if (!found || tokens.length > MOST) return undefined
    const [kind = ''] =
      Object.entries(found.groups ?? {}).find(([, one]) => one !== undefined) ?? []
    if (kind !== 'space') tokens.push({ kind, text: found.groups?.['iri'] ?? found[0] })
  }
  return tokens
}

function closes(tokens: readonly Token[]): boolean {
  const open: string[] = []
  for (const { kind, text } of tokens) {
    if (kind !== 'mark') continue
    if (text === '[' || text === '(') open.push(text)
    if (text === ']' && open.pop() !== '[') return false
    if (text === ')' && open.pop() !== '(') return false
    if (text === '.' && open.length > 0) return false
  }
  return open.length === 0
}

/** Prefixes that are declared, `@prefix` and `PREFIX` alike. */
function prefixesOf(tokens: readonly Token[]): Map<string, string> {
  const prefixes = new Map<string, string>()
  tokens.forEach(({ text }, at) => {
    if (!/^@?prefix$/i.test(text)) return
    const [name, iri] = [tokens[at + 1], tokens[at + 2]]
    if (name?.kind === 'name' && iri?.kind === 'iri') prefixes.set(name.text, iri.text)
  })
  return prefixes
}

/** Names as full addresses; undefined when a prefix was never declared. */
function expanded(tokens: readonly Token[]): Token[] | undefined {
  const prefixes = prefixesOf(tokens)
  const whole: Token[] = []
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'word' && token.text === 'a') whole.push({ kind: 'iri', text: TYPE })
    else if (token.kind === 'name' && !/^@?prefix$/i.test(tokens[at - 1]?.text ?? '')) {
      const colon = token.text.indexOf(':') + 1
      const base = prefixes.get(token.text.slice(0, colon))
      if (base === undefined) return undefined
      whole.push({ kind: 'iri', text: base + token.text.slice(colon) })
    } else whole.push(token)
  }
  return whole
}

/** The outline of a DCAT catalogue in Turtle. */
export function readTurtle(text: string): Reading | undefined {
  const tokens = tokensOf(text)
  if (!tokens || tokens.length === 0 || !closes(tokens)) return undefined
  const last = tokens.at(-1)
  const names = expanded(tokens)
  if (!names || (last?.text !== '.' && !/^(?:prefix|base)$/i.test(tokens.at(-3)?.text ?? ''))) {
    return undefined
  }
  const after = (predicate: string) =>
    names.flatMap((one, at) => (one.text === predicate ? (names[at + 1]?.text ?? []) : []))
  const typed = names.filter(({ text: object }, at) => {
    return object === `${DCAT}Dataset` && [TYPE, ','].includes(names[at - 1]?.text ?? '')
  })
  const urls = [...after(`${DCAT}downloadURL`), ...after(`${DCAT}accessURL`)].filter(web)
  const words = tokens.filter(({ kind }) => kind === 'text').map((token) => token.text)
  const unique = [...new Set(urls)]
  const isCatalogue = typed.length > 0 || names.some(({ text: one }) => one === `${DCAT}Catalog`)
  if (!isCatalogue) return undefined
  const counted = { profile: 'dcat-turtle-tokens', datasets: typed.length }
  const facts = { ...counted, downloads: unique.length, ...topicFacts(words) }
  return { form: 'catalogue', facts, urls: unique.slice(0, 5000) }
}
