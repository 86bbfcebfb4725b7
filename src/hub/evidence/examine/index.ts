/**
 * Examines one city from outside: its discovery document, what that declares, and the 22 items. The hub and the
 * command line do this alike, so that anybody can repeat what the hub says.
 */
import {
  type DiscoveryDocument,
  type DiscoveryKey,
  type DiscoveryLink,
  readDiscovery,
  provedSignedness,
  type Signedness,
  signednessOf,
  WELL_KNOWN,
} from '#core/discovery'
import { type Harvester, keyPrints } from '#core/harvest'
import { utf8 } from '../adapters/text.ts'
import type { Finding, Harvested, HubFacts, Source } from '../model.ts'
import { relsOf } from '../model.ts'
import { probeAll } from '../probes/index.ts'
import { lookAt, lookAtDecision, type Looking } from './sources.ts'
import { lookAtStart } from './start-page.ts'

export { draw } from './samples.ts'

/** Most bytes of a discovery document (coalition-access.md 3.3). */
const MOST_BYTES = 256 * 1024
/** Most links of a relation that are followed: a catalogue of catalogues is not a city's business. */
const MOST_OF_A_REL = 5
const MOST_LINKS = 60

/** A city to examine, and what was known of it. */
export interface Examining {
  readonly harvest: Harvester
  readonly domain: string
  readonly now: string
  /** By which samples are drawn; published with what they show. */
  readonly seed: string
  readonly hub?: HubFacts | null
  /** The key that was proved before, or seen first. */
  readonly knownKey?: Pick<DiscoveryKey, 'x'> | undefined
  /** Fingerprints that were proved when the city joined. */
  readonly anchors?: readonly string[]
  readonly before?: readonly Source[]
  readonly signal?: AbortSignal
}

/** What came of it. */
export interface Examined {
  readonly harvested: Harvested
  readonly findings: readonly Finding[]
  /** Why there is no discovery document; null when there is one. */
  readonly failure: string | null
  readonly document: DiscoveryDocument | null
  readonly bytes: number
}

const hostOf = (domain: string) => domain.replace(/:\d+$/, '')

interface Found {
  readonly document: DiscoveryDocument
  readonly raw: object
  readonly sha256: string
  readonly bytes: number
}

/** The document, if it is there, is one, and is about this domain. */
async function findDocument(one: Examining): Promise<Found | { readonly failure: string }> {
  const { harvest, domain, signal } = one
  const door = harvest.city([hostOf(domain)])
  const url = harvest.origin(domain) + WELL_KNOWN
  const answer = await door.ask({ url, mostBytes: MOST_BYTES, accept: 'application/json' }, signal)
  if (answer.outcome === 'failed') return { failure: answer.failure }
  if (answer.outcome === 'unchanged') return { failure: 'bad-answer' }
  if (answer.status !== 200) return { failure: `status-${answer.status}` }
  if (!/^application\/(?:json|[\w.-]+\+json)$/.test(answer.type)) return { failure: 'wrong-type' }
  const text = utf8(answer.bytes)
  if (text === undefined) return { failure: 'not-utf8' }
  const read = readDiscovery(text)
  if ('wrong' in read) return { failure: read.wrong === 'not-json' ? 'not-json' : 'not-a-document' }
  const domains = read.document.city.officialDomains.map(hostOf)
  if (!domains.includes(hostOf(domain))) return { failure: 'domain-unnamed' }
  return { ...read, sha256: answer.sha256, bytes: answer.bytes.length }
}

/** The links that some item looks at, each address once. */
function wantedLinks({ links }: DiscoveryDocument): DiscoveryLink[] {
  const known = new Set(Object.values(relsOf).flat())
  const seen = new Set<string>()
  const byRel = new Map<string, number>()
  return links
    .filter(({ rel, href }) => {
      const n = byRel.get(rel) ?? 0
      if (!known.has(rel) || seen.has(`${rel} ${href}`) || n >= MOST_OF_A_REL) return false
      seen.add(`${rel} ${href}`)
      byRel.set(rel, n + 1)
      return true
    })
    .slice(0, MOST_LINKS)
}

async function lookAtAll(one: Examining, { document }: Found): Promise<Source[]> {
  const { harvest, domain, seed, now, signal, before = [] } = one
  const domains = [...new Set([hostOf(domain), ...document.city.officialDomains.map(hostOf)])]
  const door = harvest.city(domains)
  const links = wantedLinks(document)
  door.declare(links.map(({ href }) => new URL(href).hostname))
  const known = new Map(before.map((source) => [`${source.rel} ${source.href}`, source]))
  const looking: Looking = { door, domains, seed, now, signal, before: known }
  const looked = await Promise.all([
    ...links.map(async (link) => [await lookAt(link, looking)]),
    lookAtDecision(document.declaration?.decision ?? {}, looking),
    lookAtStart(harvest.origin(domain), looking),
  ])
  return looked.flat()
}

/** The DNS is asked when a key is seen first, or is another than before. */
async function signednessIn(one: Examining, { raw }: Found): Promise<Signedness> {
  const { now, harvest, domain, signal, knownKey: key, anchors = [] } = one
  const plain = signednessOf(raw, now, key)
  const asks = plain === 'key-unproved' || (plain === 'signed' && key === undefined)
  const shown = asks ? await keyPrints(harvest, domain, signal) : []
  return provedSignedness(raw, now, { key, anchors, shown }).signedness
}

function harvestedOf(
  one: Examining,
  found: (Found & { readonly signedness: Signedness }) | undefined,
  sources: Source[],
): Harvested {
  const { now, domain, hub = null } = one
  if (!found) return { now, domain, hub, sources, discovery: null }
  const { document, signedness, sha256 } = found
  const { declaration, contacts } = document
  return {
    now,
    domain,
    hub,
    sources,
    discovery: {
      sha256,
      contacts,
      signedness,
      declaration: declaration
        ? { status: declaration.status ?? '', decided: declaration.decision !== undefined }
        : null,
      notApplicable: document.notApplicable.map(({ item }) => item),
    },
  }
}

/** Examines a city. It answers whatever the city does; only a fault of our own is thrown. */
export async function examine(one: Examining): Promise<Examined> {
  const found = await findDocument(one)
  if ('failure' in found) {
    const harvested = harvestedOf(one, undefined, [])
    const { failure } = found
    return { harvested, findings: probeAll(harvested), failure, document: null, bytes: 0 }
  }
  const signedness = await signednessIn(one, found)
  const sources = await lookAtAll(one, found)
  const harvested = harvestedOf(one, { ...found, signedness }, sources)
  const bytes = sources.reduce((sum, source) => sum + source.bytes, found.bytes)
  const { document } = found
  return { harvested, findings: probeAll(harvested), failure: null, document, bytes }
}
