/** Entries with what their codes are called in this city, and with the page they are about. */
import type { CityFacts } from '#core/actions'
import { roleTitle } from '#core/people'
import type { Declared } from '#core/pages'
import { actorOf, type Entry, factsOf, type Fact, fieldsOf, sentenceOf } from '#core/record'
import type { Say } from '#core/text'
import { z } from 'zod'

/** A page of the city, found by its path. */
export interface About {
  readonly page: string
  readonly values: Readonly<Record<string, string>>
}

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

const Rows = z.array(z.object({ code: z.string(), name: z.record(z.string(), z.string()) }))
type Rows = z.infer<typeof Rows>

/** A list of a service's part of the configuration, such as `reports.categories`. */
function configured({ config }: CityFacts, list: string): Rows {
  const [service = '', name = ''] = list.split('.')
  const found = z.object({ [name]: Rows }).safeParse(config[service])
  return (found.success && found.data[name]) || []
}

function lists({ city, language }: Naming): (list: string, code: string) => string | undefined {
  const known = new Map<string, Rows>()
  return (list, code) => {
    if (list === 'roles') return roleTitle(city.roles, code, language)
    if (list === 'districts') return city.districts.areas.find((area) => area.code === code)?.name
    const rows = known.get(list) ?? (list === 'units' ? city.units : configured(city, list))
    known.set(list, [...rows])
    const name = rows.find((row) => row.code === code)?.name
    return name?.[language] ?? name?.['en'] ?? Object.values(name ?? {})[0]
  }
}

const PARAMETER = /:(\w+)/g

function routesOf({ pages }: Declared): (path: string) => About | null {
  const routes = pages.map(({ name, path }) => ({
    name,
    pattern: new RegExp(`^${path.replace(PARAMETER, '(?<$1>[^/]+)')}$`),
  }))
  return (path) => {
    for (const { name, pattern } of routes) {
      const found = pattern.exec(path)
      if (found) return { page: name, values: { ...found.groups } }
    }
    return null
  }
}

/** Puts names beside the codes of entries. */
export function tellerOf(naming: Naming): (entry: Entry) => Told {
  const nameOf = lists(naming)
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

/** What an entry is about, in words: `Report R-1029` instead of a path. */
export function aboutText({ subject, about }: Pick<Told, 'subject' | 'about'>, say: Say): string {
  if (!about) return subject ?? ''
  const key = `${about.page}.about`
  return say.has(key)
    ? say(key, about.values)
    : [say(about.page), ...Object.values(about.values)].join(' ')
}

/** The facts of an entry in words: those that say something, and more than what it is about. */
export function factsIn(told: Told, declared: Declared['entries'], say: Say): Fact[] {
  const body = declared.find(({ name }) => name === told.kind)?.body
  const about = Object.values(told.about?.values ?? {})
  return factsOf(told, fieldsOf(body), say).filter(
    ({ value }) => value !== '' && !about.includes(value),
  )
}
