import type { Page } from '#core/pages'
import type { Service } from '#core/service'

/** A page with the pattern of its path. */
export interface PlacedPage {
  readonly page: Page<any, any, any>
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/** Every page of the city; fixed paths before those with parameters. */
export function placesOf(services: readonly Service[]): PlacedPage[] {
  return services
    .flatMap((service) => service.pages)
    .toSorted((a, b) => Number(a.path.includes(':')) - Number(b.path.includes(':')))
    .map((page) => ({
      page,
      names: [...page.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? ''),
      pattern: new RegExp(`^${page.path.replace(/:\w+/g, '([^/]+)')}$`),
    }))
}

/** A part of an address as it was meant; undefined when it is cut in the middle of a sign. */
function meant(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** The page that stands at a path, with its parameters. */
export function pageAt(
  places: readonly PlacedPage[],
  path: string,
): { page: Page<any, any, any>; params: Record<string, string> } | undefined {
  for (const { page, pattern, names } of places) {
    const found = pattern.exec(path)
    if (!found) continue
    const params = names.flatMap((name, i) => {
      const value = meant(found[i + 1] ?? '')
      return value === undefined ? [] : [[name, value] as const]
    })
    if (params.length === names.length) return { page, params: Object.fromEntries(params) }
  }
  return undefined
}
