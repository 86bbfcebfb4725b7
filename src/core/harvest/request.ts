/** One request to one checked address. The name is resolved once, by us, and the connection is made to that. */
import * as http from 'node:http'
import * as https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isLoopback, isPublicAddress } from './addresses.ts'
import { Stopped } from './failure.ts'
import type { HarvestLimits, HarvestSettings, Wanted } from './model.ts'

/** How far a request may reach, and for how long. */
export interface Reach {
  readonly settings: HarvestSettings
  readonly limits: HarvestLimits
  /** Ends the request: the deadline, or whoever asked gave up. */
  readonly signal: AbortSignal
}

/** What a request for a document stands on. */
export interface Asking extends Reach {
  readonly wanted: Wanted
}

const bare = (host: string) => host.replace(/^\[|\]$/g, '')

/** https on its own port to a name; loopback and http only in trials (coalition-access.md 3.3). */
export function requireAllowed(url: URL, allowLoopback: boolean): void {
  if (url.username || url.password) throw new Stopped('bad-address')
  const host = bare(url.hostname)
  const local = allowLoopback && (/(?:^|\.)localhost$/.test(host) || isLoopback(host))
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowLoopback)) {
    throw new Stopped('not-https')
  }
  if (local || allowLoopback) return
  if (url.port !== '' || isIP(host) !== 0) throw new Stopped('address-forbidden')
}

/** Every address of the name is public, or none of them is used. */
async function addressesOf(url: URL, settings: HarvestSettings): Promise<readonly string[]> {
  const host = bare(url.hostname)
  const found = isIP(host) ? [host] : await settings.resolve(host)
  if (found.length === 0) throw new Stopped('no-such-name')
  const fits = (one: string) =>
    isPublicAddress(one) || (settings.allowLoopback === true && isLoopback(one))
  if (!found.every(fits)) throw new Stopped('address-forbidden')
  return found
}

/** Answers the connection with the addresses that were checked, whatever the DNS says by now. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  const [first = { address: '', family: 0 }] = all
  return (_name, options, done) => {
    if (options.all) done(null, all)
    else done(null, first.address, first.family)
  }
}

function headersOf({ settings, wanted }: Asking): Record<string, string> {
  const { known = {}, accept = '*/*' } = wanted
  return {
    'user-agent': settings.agent,
    accept,
    'accept-encoding': 'gzip, br',
    ...(known.etag ? { 'if-none-match': known.etag } : {}),
    ...(known.modified ? { 'if-modified-since': known.modified } : {}),
  }
}

/** Within so many seconds there is a connection, TLS included, or none is made. */
function connectInTime(request: http.ClientRequest, seconds: number, secure: boolean): void {
  const timer = setTimeout(() => request.destroy(new Stopped('too-slow')), seconds * 1000)
  const done = () => clearTimeout(timer)
  request.once('close', done)
  request.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', done))
}

/** What is sent. */
export interface Outgoing {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | undefined
}

/** Sends to an address that was checked; the head of the answer. Its body is read, or destroyed, by whoever asked. */
export async function sendOnce(
  url: URL,
  outgoing: Outgoing,
  { settings, limits, signal }: Reach,
): Promise<http.IncomingMessage> {
  requireAllowed(url, settings.allowLoopback ?? false)
  const addresses = await addressesOf(url, settings)
  signal.throwIfAborted()
  const secure = url.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, {
      method: outgoing.method,
      headers: outgoing.headers,
      agent: false,
      lookup: pinnedTo(addresses),
      maxHeaderSize: limits.headerBytes,
      signal,
    })
    connectInTime(request, limits.connectSeconds, secure)
    request.once('response', resolve)
    request.once('error', reject)
    request.end(outgoing.body)
  })
}

/** The head of the answer. Its body is read, or destroyed, by whoever asked. */
export function requestOnce(url: URL, asking: Asking): Promise<http.IncomingMessage> {
  const method = asking.wanted.onlyHead ? 'HEAD' : 'GET'
  return sendOnce(url, { method, headers: headersOf(asking) }, asking)
}
