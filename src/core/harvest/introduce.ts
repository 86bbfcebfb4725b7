/** Getting to know somebody by the signed document it publishes: its keys, its log, its feed. */
import {
  type DiscoveryKey,
  provedSignedness,
  readDiscovery,
  signednessOf,
  signingKeyOf,
  WELL_KNOWN,
} from '#core/discovery'
import { logOrigin } from '#core/record'
import { keyPrints } from './key-prints.ts'
import type { CityDoor, Harvester } from './model.ts'

const MOST_BYTES = 256 * 1024

/** What is known of somebody after reading the document. */
export interface Introduced {
  readonly key: { readonly x: string }
  readonly keys: readonly DiscoveryKey[]
  readonly log: { readonly url: string; readonly vkey: string; readonly origin: string } | undefined
  readonly feed: string | undefined
  readonly door: CityDoor
  /** The DNS names another key than the document, and than any that was proved before. */
  readonly disagrees: boolean
}

/** Why somebody is not believed, or did not answer. */
export interface Stranger {
  readonly failure: string
}

function linksOf(document: {
  links: readonly { rel: string; href: string; key?: string | undefined }[]
}) {
  const feed = document.links.find(({ rel }) => rel === 'changes')?.href
  const log = document.links.find(({ rel, key }) => rel === 'transparency-log' && key)
  const origin = log?.key === undefined ? undefined : logOrigin(log.key)
  const url = log?.href.replace(/\/checkpoint$/, '')
  return {
    feed: feed?.replace(/\?since=$/, ''),
    log: log?.key && origin && url ? { url, vkey: log.key, origin } : undefined,
  }
}

interface Introducing {
  readonly harvest: Harvester
  readonly domain: string
  readonly known: { readonly x: string } | null
  /** Fingerprints that were proved before. */
  readonly anchors?: readonly string[]
  /** Ask the DNS also when the key is the known one. */
  readonly watch?: boolean
  readonly now: string
  readonly signal: AbortSignal
}

async function judgeKey(of: Introducing, raw: object) {
  const { harvest, domain, now, signal, anchors = [] } = of
  const key = of.known ?? undefined
  const plain = signednessOf(raw, now, key)
  const asks = of.watch || of.known === null || plain === 'key-unproved'
  const shown = asks ? await keyPrints(harvest, domain, signal) : []
  return provedSignedness(raw, now, { key, anchors, shown })
}

/** Asks for the document of a domain and believes it only when it is signed by the known key, or by one that followed it or that the DNS shows. */
export async function introduce(of: Introducing): Promise<Introduced | Stranger> {
  const { hostname } = new URL(of.harvest.origin(of.domain))
  const door = of.harvest.city([hostname])
  const url = `${of.harvest.origin(of.domain)}${WELL_KNOWN}`
  const answer = await door.ask({ url, mostBytes: MOST_BYTES }, of.signal)
  if (answer.outcome !== 'came') {
    return { failure: answer.outcome === 'failed' ? answer.failure : 'bad-answer' }
  }
  if (answer.status !== 200) return { failure: `status-${answer.status}` }
  const read = readDiscovery(Buffer.from(answer.bytes).toString())
  if ('wrong' in read) return { failure: 'no-document' }
  const { document, raw } = read
  const { signedness, disagrees } = await judgeKey(of, raw)
  if (signedness === 'wrong') return { failure: 'document-wrong' }
  if (signedness === 'key-unproved') return { failure: 'document-key' }
  const key = signingKeyOf(document)
  if (!key) return { failure: 'unsigned' }
  const { feed, log } = linksOf(document)
  const hosts = [feed, log?.url].flatMap((one) => (one ? new URL(one).hostname : []))
  door.declare(hosts)
  return { key: { x: key.x }, keys: document.keys, log, feed, door, disagrees }
}
