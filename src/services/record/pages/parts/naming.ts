/** Entries with what their codes are called in this city, and with the page they are about. */
import type { CityFacts } from '#core/actions'
import { type About, type Declared, namesIn, routesOf } from '#core/pages'
import { actorOf, type Entry, factsOf, type Fact, fieldsOf, sentenceOf } from '#core/record'
import type { Say } from '#core/text'

/** An entry with the names of its codes, by field, and of the role that acted. */
export type Told = Entry & {
  readonly names: Readonly<Record<string, string>>
  readonly role: string | null
  readonly about: About | null
}

/** What is needed to name things: this city, what it declares, and the reader's language. */
export interface Naming {
  readonly city: CityFacts
  readonly declared: Declared
  readonly language: string
}

/** Puts names beside the codes of entries. */
export function tellerOf(naming: Naming): (entry: Entry) => Told {
  const nameOf = namesIn(naming)
  const routeOf = routesOf(naming.declared)
  const kinds = new Map(naming.declared.entries.map(({ name, body }) => [name, fieldsOf(body)]))
  return (entry) => {
    const named = Object.entries(kinds.get(entry.kind) ?? {}).flatMap(([field, { list = [] }]) => {
      const code = entry.body[field]
      if (typeof code !== 'string') return []
      const name = [list]
        .flat()
        .map((one) => nameOf(one, code))
        .find(Boolean)
      return name === undefined ? [] : [[field, name] as const]
    })
    const [kind, role = ''] = entry.by.split(':')
    return {
      ...entry,
      names: Object.fromEntries(named),
      role: kind === 'role' ? (nameOf('roles', role) ?? role) : null,
      about: entry.subject === null ? null : routeOf(entry.subject.split(/[?#]/)[0] ?? ''),
    }
  }
}

/** What an entry says, with the names of its codes instead of the codes. */
export function sentence({ kind, body, names }: Told, say: Say): string {
  return sentenceOf({ kind, body: { ...body, ...names } }, say)
}

/** Who acted: a role, a registered decision, the city; never a person. */
export function actor(told: Told, say: Say): string {
  return actorOf(told, say, (name) => told.role ?? name)
}

/** The short name of a kind of act. */
export function kindName(kind: string, say: Say): string {
  const key = `entry.${kind}.name`
  return say.has(key) ? say(key) : kind
}

/** The facts of an entry in words: those that say something, and more than what it is about. */
export function factsIn(told: Told, declared: Declared['entries'], say: Say): Fact[] {
  const body = declared.find(({ name }) => name === told.kind)?.body
  const about = Object.values(told.about?.values ?? {})
  return factsOf(told, fieldsOf(body), say).filter(
    ({ value }) => value !== '' && !about.includes(value),
  )
}
