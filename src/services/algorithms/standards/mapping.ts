/** Entries in the words of other registers and back. What each field is called there is data; this reads it. */
import { plain } from './plain.ts'
import { marked, parted, unmarked } from './rest.ts'
import { type Field, FIELD_NAMES, type Words } from '../model.ts'

/** What an entry knows beside its words: filled in by the register itself. */
export interface Facts {
  readonly id: string
  readonly language: string
  readonly status: string
  readonly publishedOn: string
  readonly changedOn: string
  readonly revisionOn: string
}

/** A field of our entry, or a fact of the register. */
export type Ours = Field | keyof Facts

/** How one field of a standard is filled. */
export interface Rule {
  /** Its name there; a dot leads into an object. */
  readonly theirs: string
  readonly ours?: Ours
  /** The value it always has there. */
  readonly always?: string
  readonly required?: true
  /** Longest text it takes. */
  readonly most?: number
  /** Our codes → theirs; theirs that several of ours share mean the first of them. */
  readonly codes?: Readonly<Record<string, string>>
  /** It takes a list there: one line of ours each. */
  readonly list?: true
  /** A list of objects there with these members: one line of ours each, its parts between ` | `. */
  readonly members?: readonly string[]
  /** Years and months only. */
  readonly month?: true
}

/** A standard: where it is published, its fields, and what takes in what it has no field for. */
export interface Standard {
  readonly code: string
  readonly title: string
  readonly source: string
  readonly rules: readonly Rule[]
  /** The field that takes in what is lost otherwise. */
  readonly rest?: string
  /** Only these of our fields go there; absent: all. */
  readonly restOnly?: readonly Field[]
}

/** What a standard holds for one entry. */
export type Foreign = Readonly<Record<string, unknown>>

/** An entry, its facts, and which of our fields the standard cannot say as they are. */
export interface Exported {
  readonly entry: Foreign
  readonly lost: readonly Ours[]
}

function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** A value as the standard wants it. */
function written(text: string, rule: Rule): unknown {
  const { codes, list, members, most, month } = rule
  if (codes) return codes[text] ?? undefined
  if (members) {
    return text.split('\n').map((line) => {
      const parts = line.split(' | ')
      return Object.fromEntries(members.map((name, at) => [name, parts[at] ?? '']))
    })
  }
  if (list) return text.split('\n')
  if (month) return text.slice(0, 7)
  return most !== undefined && text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** A value of the standard as our text. */
function read(value: unknown, { codes, members }: Rule): string {
  if (codes) {
    const said = textIn(value)
    return Object.entries(codes).find(([, theirs]) => theirs === said)?.[0] ?? ''
  }
  if (!Array.isArray(value)) return plain(textIn(value))
  return value
    .map((one: unknown) => {
      if (!members || typeof one !== 'object' || one === null) return plain(textIn(one))
      const parts: Readonly<Record<string, unknown>> = { ...one }
      return members
        .map((name) => plain(textIn(parts[name])))
        .join(' | ')
        .replace(/(?: \| )+$/, '')
    })
    .join('\n')
}

function put(into: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', ...more] = path.split('.')
  if (more.length === 0) {
    into[first] = value
    return
  }
  const before = into[first]
  const inner: Record<string, unknown> = typeof before === 'object' ? { ...before } : {}
  put(inner, more.join('.'), value)
  into[first] = inner
}

function get(from: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, name) =>
        typeof at === 'object' && at !== null
          ? Object.entries(at).find(([k]) => k === name)?.[1]
          : undefined,
      from,
    )
}

/** What is said of an entry, facts and fields alike. */
type Said = Partial<Record<Ours, string>>

function direct(said: Said, { rules }: Standard): Record<string, unknown> {
  const entry: Record<string, unknown> = {}
  for (const rule of rules) {
    const text = rule.ours ? (said[rule.ours] ?? '') : ''
    const value = rule.always ?? (text === '' ? undefined : written(text, rule))
    if (value !== undefined) put(entry, rule.theirs, value)
  }
  return entry
}

/** An entry in the words of a standard; what it has no words for goes into its field for remarks, marked. */
export function toStandard(words: Words, facts: Facts, standard: Standard): Exported {
  const said: Said = { ...words, ...facts }
  const entry = direct(said, standard)
  const back = saidIn(entry, standard)
  const lost = [...FIELD_NAMES, 'status' as const].filter(
    (field) => (said[field] ?? '') !== '' && said[field] !== back[field],
  )
  const { rest, restOnly } = standard
  const kept = lost.filter((field) => !restOnly || restOnly.some((one) => one === field))
  if (rest !== undefined) {
    const more = kept.map((field) => marked(field, said[field] ?? ''))
    const whole = [unmarked(textIn(get(entry, rest))), ...more].filter(Boolean).join('\n')
    if (whole !== '') put(entry, rest, whole)
  }
  return { entry, lost }
}

function saidIn(entry: Foreign, { rules }: Standard): Said {
  const said: Said = {}
  for (const rule of rules) {
    if (!rule.ours || said[rule.ours]) continue
    const text = read(get(entry, rule.theirs), rule)
    if (text !== '') said[rule.ours] = text
  }
  return said
}

/** Members of a foreign entry that no rule of the standard reads. */
function unknownIn(entry: Foreign, { rules }: Standard): string[] {
  const known = new Set(rules.map(({ theirs }) => theirs.split('.')[0]))
  return Object.entries(entry)
    .filter(([name, value]) => !known.has(name) && value !== null && value !== '')
    .map(([name]) => name)
}

/** What an entry of a standard says, in our fields, and what of it could not be read. */
export function fromStandard(
  entry: Foreign,
  standard: Standard,
): { readonly words: Words; readonly facts: Partial<Facts>; readonly unknown: readonly string[] } {
  const said = saidIn(entry, standard)
  const at = standard.rules.find(({ theirs }) => theirs === standard.rest)?.ours
  const { free, fields: more } = parted((at && said[at]) ?? '')
  if (at) {
    if (free === '') delete said[at]
    else said[at] = free
  }
  for (const [field, text] of more) said[field] = text
  const fields = FIELD_NAMES.flatMap((field) => (said[field] ? [[field, said[field]]] : []))
  const { id, language, status, publishedOn, changedOn, revisionOn } = said
  const facts = Object.entries({ id, language, status, publishedOn, changedOn, revisionOn })
  return {
    words: Object.fromEntries(fields),
    facts: Object.fromEntries(facts.filter(([, text]) => text !== undefined)),
    unknown: unknownIn(entry, standard),
  }
}
