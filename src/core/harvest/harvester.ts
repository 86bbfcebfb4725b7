/** Asks other cities for their documents, safely (coalition-access.md 3.3, docs/protocol/discovery.md). */
import type { IncomingMessage } from 'node:http'
import { readBody } from './body.ts'
import { lookUpTexts } from './dns/texts.ts'
import { failureOf, Stopped } from './failure.ts'
import { Gate } from './gate.ts'
import {
  type Answer,
  type Came,
  type CityDoor,
  HARVEST_LIMITS,
  type Harvester,
  type HarvestLimits,
  type HarvestSettings,
  type Wanted,
} from './model.ts'
import { type Asking, requestOnce } from './request.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const EMPTY = { bytes: new Uint8Array(), sha256: '' }

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** A host belongs to a domain when it is it, or below it. */
function within(host: string, domains: ReadonlySet<string>): boolean {
  return [...domains].some((domain) => host === domain || host.endsWith(`.${domain}`))
}

interface Hop {
  readonly url: URL
  readonly left: number
}

function nextHop(answer: IncomingMessage, { url, left }: Hop, domains: ReadonlySet<string>): Hop {
  const to = answer.headers.location
  if (to === undefined || !URL.canParse(to, url)) throw new Stopped('bad-answer')
  if (left === 0) throw new Stopped('too-many-redirects')
  const next = new URL(to, url)
  if (!within(next.hostname, domains)) throw new Stopped('domain-not-declared')
  return { url: next, left: left - 1 }
}

async function follow(
  hop: Hop,
  asking: Asking,
  room: { readonly domains: ReadonlySet<string>; readonly large: Gate },
): Promise<Answer> {
  const answer = await requestOnce(hop.url, asking)
  const stop = () => answer.destroy(new Stopped('too-slow'))
  asking.signal.addEventListener('abort', stop, { once: true })
  try {
    const status = answer.statusCode ?? 0
    if (REDIRECTS.has(status)) {
      const next = nextHop(answer, hop, room.domains)
      answer.destroy()
      return await follow(next, asking, room)
    }
    if (status === 304) return { outcome: 'unchanged', url: hop.url.href }
    const { wanted } = asking
    const { mostBytes } = wanted
    const body = wanted.onlyHead ? EMPTY : await readBody(answer, { mostBytes, large: room.large })
    return cameOf(answer, hop.url.href, body)
  } finally {
    asking.signal.removeEventListener('abort', stop)
    answer.destroy()
  }
}

function cameOf(answer: IncomingMessage, url: string, body: Pick<Came, 'bytes' | 'sha256'>): Came {
  const { headers } = answer
  return {
    outcome: 'came',
    status: answer.statusCode ?? 0,
    url,
    type: (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    etag: first(headers.etag),
    modified: first(headers['last-modified']),
    ...body,
  }
}

interface House {
  readonly settings: HarvestSettings
  readonly limits: HarvestLimits
  readonly large: Gate
}

async function askOnce(
  wanted: Wanted,
  house: House,
  more: {
    readonly domains: ReadonlySet<string>
    /** The time for the whole city. */
    readonly whole: AbortSignal
    readonly signal: AbortSignal | undefined
  },
): Promise<Answer> {
  const deadline = AbortSignal.timeout(house.limits.totalSeconds * 1000)
  const both = AbortSignal.any([deadline, more.whole])
  const signal = more.signal ? AbortSignal.any([both, more.signal]) : both
  const failed = (failure: ReturnType<typeof failureOf>): Answer => {
    return { outcome: 'failed', failure, url: wanted.url }
  }
  if (!URL.canParse(wanted.url)) return failed('bad-address')
  if (signal.aborted) return failed(more.signal?.aborted ? 'stopped' : 'too-slow')
  const url = new URL(wanted.url)
  const { settings, limits, large } = house
  // A redirect may stay on the host that was asked, wherever the city declared that to be.
  const domains = new Set([...more.domains, url.hostname])
  try {
    const hop = { url, left: limits.redirects }
    return await follow(hop, { settings, limits, wanted, signal }, { domains, large })
  } catch (cause) {
    if (more.signal?.aborted) return failed('stopped')
    return failed(both.aborted ? 'too-slow' : failureOf(cause))
  }
}

/** Opens the way to other cities. Nothing is asked before somebody asks. */
export function openHarvester(settings: HarvestSettings): Harvester {
  const limits = { ...HARVEST_LIMITS, ...settings.limits }
  const house: House = { settings, limits, large: new Gate(limits.largeAtOnce) }
  return {
    async texts(it, signal) {
      // Names of this machine are nobody else's business (RFC 6761, 6.3): no resolver that was not named is asked.
      const own = /(?:^|\.)localhost$/.test(it.domain)
      if (own && (settings.nameServers ?? []).length === 0) return []
      return lookUpTexts(it, {
        servers: settings.nameServers ?? [],
        allowLoopback: settings.allowLoopback === true,
        seconds: limits.nameSeconds,
        signal,
      })
    },
    origin(domain) {
      const local = settings.allowLoopback === true && /(?:^|\.)localhost(?::\d+)?$/.test(domain)
      return `${local ? 'http' : 'https'}://${domain}`
    },
    city(official): CityDoor {
      const gate = new Gate(limits.atOnce)
      const domains = new Set(official)
      const whole = AbortSignal.timeout(limits.citySeconds * 1000)
      return {
        declare(more) {
          for (const domain of more) domains.add(domain)
        },
        async ask(wanted, signal) {
          const leave = await gate.enter()
          try {
            return await askOnce(wanted, house, { domains, whole, signal })
          } finally {
            leave()
          }
        },
      }
    },
  }
}
