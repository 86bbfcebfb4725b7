/** The care of the harvest in the shape of `fetch`, for libraries that bring a protocol but no manners. */
import type { IncomingMessage } from 'node:http'
import { readBody } from './body.ts'
import { Gate } from './gate.ts'
import { HARVEST_LIMITS, type HarvestSettings } from './model.ts'
import { sendOnce } from './request.ts'

/** Bytes an answer may have: documents, keys and tokens are far smaller. */
const MOST_BYTES = 256 * 1024
const SECONDS = 10
const CONNECT_SECONDS = 5

/** What such a library asks for. */
export interface CarefulRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  /** Bytes the answer may have; a quarter of a megabyte when it is not said. */
  readonly mostBytes?: number | undefined
}

/** Asks one address. It follows no redirect: whoever sends us elsewhere with our secrets is not meant. */
export type CarefulFetch = (address: string, request: CarefulRequest) => Promise<Response>

function bytesOf(body: unknown): Uint8Array | undefined {
  if (body === undefined || body === null) return undefined
  if (body instanceof Uint8Array) return body
  if (typeof body === 'string' || body instanceof URLSearchParams) return Buffer.from(`${body}`)
  throw new TypeError('a body that cannot be sent whole')
}

/** Headers that spoke of the packing, which is undone by now. */
const OF_THE_WIRE = new Set(['content-encoding', 'content-length', 'transfer-encoding'])

function headersOf(answer: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headersDistinct)) {
    if (!OF_THE_WIRE.has(name)) for (const one of value ?? []) headers.append(name, one)
  }
  return headers
}

/** Opens a `fetch` that reaches public addresses alone, and this machine in trials (coalition-access.md 3.3). */
export function carefulFetch(settings: HarvestSettings): CarefulFetch {
  const limits = { ...HARVEST_LIMITS, connectSeconds: CONNECT_SECONDS, ...settings.limits }
  const large = new Gate(limits.largeAtOnce)
  return async (
    address,
    { method = 'GET', headers = {}, body, signal: given, mostBytes = MOST_BYTES },
  ) => {
    const deadline = AbortSignal.timeout(Math.min(SECONDS, limits.totalSeconds) * 1000)
    const signal = given ? AbortSignal.any([given, deadline]) : deadline
    const sent = bytesOf(body)
    const outgoing = {
      method,
      headers: {
        ...headers,
        'user-agent': settings.agent,
        ...(sent ? { 'content-length': String(sent.length) } : {}),
      },
      body: sent,
    }
    const answer = await sendOnce(new URL(address), outgoing, { settings, limits, signal })
    const stop = () => answer.destroy(new DOMException('too slow', 'TimeoutError'))
    signal.addEventListener('abort', stop, { once: true })
    try {
      const { bytes } = await readBody(answer, { mostBytes, large })
      const status = answer.statusCode ?? 502
      const whole = bytes.length > 0 ? new Uint8Array(bytes) : null
      return new Response(whole, { status, headers: headersOf(answer) })
    } finally {
      signal.removeEventListener('abort', stop)
      answer.destroy()
    }
  }
}
