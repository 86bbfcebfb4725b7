/** Reads the body of an answer: unpacked, counted, hashed, and never more of it than was asked for. */
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Stopped } from './failure.ts'
import type { Gate } from './gate.ts'

const LARGE = 1024 * 1024

/** Passes at most so many bytes on. */
function atMost(most: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length
      if (seen > most) done(new Stopped('too-large'))
      else done(null, chunk)
    },
  })
}

/** One packing, as servers use it; packed twice is nothing a city needs. */
function unpacking(encoding: string): Transform | undefined {
  if (encoding === '' || encoding === 'identity') return undefined
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'deflate') return createInflate()
  if (encoding === 'br') return createBrotliDecompress()
  throw new Stopped('bad-answer')
}

/** Bytes and their SHA-256. */
export interface Body {
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** Above one megabyte a document waits for one of few places, so that memory is bounded. */
async function gather(source: Readable, large: Gate): Promise<Body> {
  const hash = createHash('sha256')
  const chunks: Buffer[] = []
  let size = 0
  let leave: (() => void) | undefined
  try {
    for await (const chunk of source) {
      const bytes = Buffer.from(chunk as Uint8Array)
      size += bytes.length
      if (size > LARGE) leave ??= await large.enter()
      hash.update(bytes)
      chunks.push(bytes)
    }
    return { bytes: Buffer.concat(chunks), sha256: hash.digest('hex') }
  } finally {
    leave?.()
  }
}

/** The whole body, or `too-large` as soon as it is: on the wire and unpacked alike. */
export async function readBody(
  answer: IncomingMessage,
  { mostBytes, large }: { readonly mostBytes: number; readonly large: Gate },
): Promise<Body> {
  if (Number(answer.headers['content-length'] ?? 0) > mostBytes) throw new Stopped('too-large')
  const unpack = unpacking((answer.headers['content-encoding'] ?? '').trim().toLowerCase())
  const counted = atMost(mostBytes)
  const flow = unpack
    ? pipeline(answer, atMost(mostBytes), unpack, counted)
    : pipeline(answer, counted)
  const [body] = await Promise.all([gather(counted, large), flow])
  return body
}
