import type { CityFacts } from '#core/actions'
import type { Site } from '#core/vault'

/** The city on the web, as browsers bind passkeys to it: the host, and the origin pages are served from. */
export function siteOf(city: Pick<CityFacts, 'url' | 'name'>): Site {
  const { hostname, origin } = new URL(city.url)
  return { id: hostname, origin, name: city.name }
}
