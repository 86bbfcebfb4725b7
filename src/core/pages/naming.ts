/** What codes and paths are called in this city, for whoever shows them. */
import type { CityFacts } from '#core/actions'
import { roleTitle } from '#core/people'
import type { Say } from '#core/text'
import { z } from 'zod'
import type { Declared } from './declared.ts'

/** A page of the city, found by its path. */
export interface About {
  readonly page: string
  readonly values: Readonly<Record<string, string>>
}

const Rows = z.array(z.object({ code: z.string(), name: z.record(z.string(), z.string()) }))
type Rows = z.infer<typeof Rows>

/** A list of a service's part of the configuration, such as `reports.categories`. */
function configured({ config }: CityFacts, list: string): Rows {
  const [service = '', name = ''] = list.split('.')
  const found = z.object({ [name]: Rows }).safeParse(config[service])
  return (found.success && found.data[name]) || []
}

/** Names of codes by the list they are from: `units`, `roles`, `districts`, or a list of a service such as `reports.categories`. */
export function namesIn({
  city,
  language,
}: {
  readonly city: CityFacts
  readonly language: string
}): (list: string, code: string) => string | undefined {
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

type Values = Readonly<Record<string, string | number>>

/** Values with the names of their codes instead of the codes: `lists` says of which list each is. */
export function valuesNamed(
  it: Parameters<typeof namesIn>[0],
  lists: Readonly<Record<string, string>>,
): (values: Values) => Values {
  const nameOf = namesIn(it)
  return (values) =>
    Object.fromEntries(
      Object.entries(values).map(([field, value]) => {
        const list = lists[field]
        return [field, (list && nameOf(list, String(value))) ?? value]
      }),
    )
}

const PARAMETER = /:(\w+)/g

/** The page that a path leads to. */
export function routesOf({ pages }: Pick<Declared, 'pages'>): (path: string) => About | null {
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

/** What something is about, in words: `Report R-1029` instead of a path. */
export function aboutText(
  { subject, about }: { readonly subject: string | null; readonly about: About | null },
  say: Say,
): string {
  if (!about) return subject ?? ''
  const key = `${about.page}.about`
  return say.has(key)
    ? say(key, about.values)
    : [say(about.page), ...Object.values(about.values)].join(' ')
}
