/** What this city says of itself, and how it asks others (docs/protocol/discovery.md). */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CityFacts } from '#core/actions'
import { composeDiscovery, openDiscoveryKeys, stateOf } from '#core/discovery'
import { dnsResolve, type Harvester, openHarvester } from '#core/harvest'
import type { Service } from '#core/service'
import type { Settings } from '../settings.ts'

/** An hour: a key that becomes valid signs from then on. */
const AGAIN = 3_600_000

/** A city that states nothing says at least its name; XX is no country (ISO 3166-1, free for private use). */
const SILENT = { country: 'XX' }

/** The document, composed at the start and kept in the data folder, so that `updated` says when it changed. */
export function openDiscovery(of: {
  settings: Settings
  facts: CityFacts
  services: readonly Service[]
  clock: () => string
}): () => string {
  const { settings, facts, services, clock } = of
  const file = join(settings.data, 'discovery.json')
  const keys = openDiscoveryKeys(settings.keys, clock())
  const state = stateOf({
    name: facts.name,
    language: facts.languages[0] ?? 'en',
    url: settings.url,
    links: services.flatMap(({ links = [] }) => links),
    statement: facts.discovery ?? SILENT,
  })
  let text = ''
  let composed = 0
  return () => {
    const now = clock()
    if (text !== '' && Math.abs(Date.parse(now) - composed) < AGAIN) return text
    const last = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    text = composeDiscovery(state, keys, { now, last })
    composed = Date.parse(now)
    if (text !== last) writeFileSync(file, text)
    return text
  }
}

/** The way to other cities as the operator set it; the user agent says who asks and where to complain. */
export function openHarvest(settings: Settings): Harvester {
  return openHarvester({
    resolve: dnsResolve(settings.harvestDns),
    nameServers: settings.harvestDns,
    agent: `Cityright-harvest/1 (+${settings.url})`,
    allowLoopback: settings.harvestLoopback,
  })
}
