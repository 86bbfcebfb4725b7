/** Addresses of every page of a city, from its declarations, with real parameters found by following links. */
import type { Service } from '#core/service'
import type { Somebody } from '#test/city'

export interface Found {
  readonly name: string
  readonly path: string
  readonly who: Somebody
}

const patternOf = (path: string) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`)

/** Links and buttons' targets on a page, as paths. */
const linksIn = (html: string) =>
  [...html.matchAll(/href="(\/[^"#]*)"/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))

/** Pages that nobody finds by a link: each is given where it stands. */
export async function everyPage(
  services: readonly Service[],
  people: readonly Somebody[],
  known: Readonly<Record<string, string>>,
): Promise<{ found: Found[]; missing: string[] }> {
  const pages = services
    .flatMap((service) => service.pages)
    .filter((page) => !page.file && !page.sends && !page.streams)
  const found = new Map<string, Found>()
  const named = new Set(pages.map(({ path }) => path))
  for (const page of [...pages].toSorted(
    (a, b) => Number(a.path.includes(':')) - Number(b.path.includes(':')),
  )) {
    const fixed = page.path.includes(':') ? known[page.name] : page.path
    for (const who of people) {
      const links = fixed
        ? [fixed]
        : [...found.values()].length > 0
          ? (await around(who, page.path, found)).filter((link) => !named.has(link))
          : []
      for (const path of links) {
        if (found.has(page.name)) break
        const got = await who.opens(path)
        if (got.status === 200) found.set(page.name, { name: page.name, path, who })
      }
    }
  }
  const missing = pages.map(({ name }) => name).filter((name) => !found.has(name))
  return { found: [...found.values()], missing }
}

const linksOf = new WeakMap<Found, Promise<string[]>>()

/** Where a page leads to; each is opened once, however many pages are looked for. */
function linksOn(one: Found): Promise<string[]> {
  const links = linksOf.get(one) ?? one.who.opens(one.path).then(({ text }) => linksIn(text))
  linksOf.set(one, links)
  return links
}

/** The first links to such a page on the pages that are known already. */
async function around(who: Somebody, path: string, found: ReadonlyMap<string, Found>) {
  const wanted = patternOf(path)
  for (const one of found.values()) {
    if (one.who !== who) continue
    const links = await linksOn(one)
    const hit = links.filter((href) => wanted.test(href.split('?')[0] ?? '')).slice(0, 2)
    if (hit.length > 0) return hit
  }
  return []
}
