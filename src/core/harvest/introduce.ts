/** Getting to know somebody by the signed document it publishes: its keys, its log, its feed. */
import { type DiscoveryKey, readDiscovery, signednessOf, WELL_KNOWN } from '#core/discovery'
import { logOrigin } from '#core/record'
import type { CityDoor, Harvester } from './model.ts'

const MOST_BYTES = 256 * 1024

/** What is known of somebody after reading the document. */
export interface Introduced {
  readonly key: { readonly x: string }
  readonly keys: readonly DiscoveryKey[]
  readonly log: { readonly url: string; readonly vkey: string; readonly origin: string } | undefined
  readonly feed: string | undefined
  readonly door: CityDoor
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

/** Asks for the document of a domain and believes it only when it is signed by the known key, or by one that followed it. */
export async function introduce(of: {
  readonly harvest: Harvester
  readonly domain: string
  readonly known: { readonly x: string } | null
  readonly now: string
  readonly signal: AbortSignal
}): Promise<Introduced | Stranger> {
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
  const signedness = signednessOf(raw, of.now, of.known ?? undefined)
  if (signedness === 'wrong') return { failure: 'document-wrong' }
  if (signedness === 'key-unproved') return { failure: 'document-key' }
  const key = document.keys.find(({ kid }) => kid === document.signature?.kid)
  if (!key) return { failure: 'unsigned' }
  const { feed, log } = linksOf(document)
  const hosts = [feed, log?.url].flatMap((one) => (one ? new URL(one).hostname : []))
  door.declare(hosts)
  return { key: { x: key.x }, keys: document.keys, log, feed, door }
}
