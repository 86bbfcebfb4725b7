/**
 * How city and vault talk: one JSON object a line over a Unix socket, answers told apart by their
 * number.
 */
import { createHmac } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Reason } from '#core/kernel'
import type { Kind } from '#core/kernel'

/** Longest request the vault reads, in bytes; a longer one ends the connection. */
export const LONGEST_REQUEST = 256 * 1024
/** Longest answer the city reads. */
export const LONGEST_ANSWER = 8 * 1024 * 1024

/** The first line of a connection: whose it is. */
export interface Hello {
  readonly hello: string
  readonly token: string
}

export interface Request {
  readonly id: number
  readonly op: string
  readonly input: unknown
}

/**
 * `ok` is the answer, `no` an expected no, `fault` the number under which the vault logged a bug.
 */
export type Answer =
  | { readonly id: number; readonly ok: unknown }
  | { readonly id: number; readonly no: No }
  | { readonly id: number; readonly fault: string }

interface No {
  readonly kind: Kind
  readonly reasons: readonly Reason[]
  readonly retryAfter?: number
}

/** What proves that a connection is a service's own (RFC 2104). */
export function tokenOf(channelKey: Uint8Array, module: string): string {
  return createHmac('sha256', channelKey).update(`channel ${module}`).digest('hex')
}

/** Cuts what arrives into lines. A line that grows beyond the limit ends the connection. */
export function eachLine(socket: Socket, limit: number, take: (line: string) => void): void {
  let parts: Buffer[] = []
  let held = 0
  socket.on('data', (chunk: Buffer) => {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...parts, chunk.subarray(from, end)])
      parts = []
      held = 0
      from = end + 1
      if (line.length > limit) return void socket.destroy()
      take(line.toString('utf8'))
      if (socket.destroyed) return
    }
    const rest = chunk.subarray(from)
    if (rest.length > 0) parts.push(rest)
    held += rest.length
    if (held > limit) socket.destroy()
  })
}

/** One message as a line. */
export function lineOf(message: Hello | Request | Answer): string {
  return `${JSON.stringify(message)}\n`
}
