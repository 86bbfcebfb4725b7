/** What this city says of itself, and how it asks others (docs/protocol/discovery.md). */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CityFacts } from '#core/actions'
import {
  composeDiscovery,
  keySetOf,
  openDiscoveryKeys,
  type ServedLink,
  signersAt,
  signJws,
  signObject,
  stateOf,
} from '#core/discovery'
import { dnsResolve, type Harvester, openHarvester } from '#core/harvest'
import type { Service } from '#core/service'
import type { Settings } from '../settings.ts'
import { inventedOutside, worldOf } from './sample/outside.ts'

/** An hour: a key that becomes valid signs from then on. */
const AGAIN = 3_600_000

/** A city that states nothing says at least its name; XX is no country (ISO 3166-1, free for private use). */
const SILENT = { country: 'XX' }

/** What the city says of itself, and its signature under anything else. */
interface Speaking {
  readonly discovery: () => string
  /** Signs an object with the key that signs the document. */
  readonly sign: (object: object) => object
  /** The same as a compact JWS of this media type. */
  readonly jws: (object: object, type: string) => string
  readonly keySet: () => string
}

/** The link to the log names the key that signs it: the signature of the document vouches for it. */
const withKey =
  (logKey: string) =>
  (link: ServedLink): ServedLink =>
    link.rel === 'transparency-log' ? { ...link, key: logKey } : link

/** What the city states; an invented one is known to its invented neighbours under an invented name as well. */
function statementOf(settings: Settings, { discovery = SILENT, sampleCity }: CityFacts) {
  const home = sampleCity ? worldOf(settings.city)?.home : undefined
  if (home === undefined) return discovery
  return { ...discovery, officialDomains: [home, new URL(settings.url).hostname] }
}

/** Everything else that is signed with the keys of the document. */
function signing(of: {
  readonly keys: ReturnType<typeof openDiscoveryKeys>
  readonly clock: () => string
  readonly url: string
}): Omit<Speaking, 'discovery'> {
  const { keys, clock, url } = of
  const signerNow = () => {
    const { signer } = signersAt(keys, clock())
    if (!signer) throw new Error('no key of the city is valid yet')
    return signer
  }
  return {
    sign: (object) => signObject(object, signerNow()),
    jws: (object, type) => signJws(object, signerNow(), { type, url }),
    keySet: () => JSON.stringify(keySetOf(keys)),
  }
}

/** The document, composed at the start and kept in the data folder, so that `updated` says when it changed. */
export function openDiscovery(of: {
  settings: Settings
  facts: CityFacts
  services: readonly Service[]
  clock: () => string
  /** Verifier key of the public record. */
  logKey: string
}): Speaking {
  const { settings, facts, services, clock, logKey } = of
  const file = join(settings.data, 'discovery.json')
  const keys = openDiscoveryKeys(settings.keys, clock())
  const state = stateOf({
    name: facts.name,
    language: facts.languages[0] ?? 'en',
    url: settings.url,
    links: services.flatMap(({ links = [] }) => links).map(withKey(logKey)),
    statement: statementOf(settings, facts),
  })
  let text = ''
  let composed = 0
  const discovery = () => {
    const now = clock()
    if (text !== '' && Math.abs(Date.parse(now) - composed) < AGAIN) return text
    const last = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    text = composeDiscovery(state, keys, { now, last })
    composed = Date.parse(now)
    if (text !== last) writeFileSync(file, text)
    return text
  }
  return { discovery, ...signing({ keys, clock, url: settings.url }) }
}

/** The way to other cities as the operator set it; the user agent says who asks and where to complain. */
function harvesterOf(settings: Settings, allowLoopback: boolean): Harvester {
  return openHarvester({
    resolve: dnsResolve(settings.harvestDns),
    nameServers: settings.harvestDns,
    agent: `Cityright-harvest/1 (+${settings.url})`,
    allowLoopback,
  })
}

/** The way to other cities; an invented city has invented neighbours, and may ask itself. */
export function openHarvest(settings: Settings, it: { readonly sampleCity: boolean }): Harvester {
  const outside = harvesterOf(settings, settings.harvestLoopback)
  const world = it.sampleCity ? worldOf(settings.city) : undefined
  if (!world) return outside
  return inventedOutside(world, settings, { outside, loopback: harvesterOf(settings, true) })
}
