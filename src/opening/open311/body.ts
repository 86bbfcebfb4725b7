/** Reads what a program sends: a form, with files or without, and never more of it than was agreed. */
import type { IncomingMessage } from 'node:http'
import { Gate } from '#core/harvest'
import type { forProtocol } from '#services/open311'

type Asked = forProtocol.Asked

/** Bytes of a body with photos. */
const MOST = 25 * 1024 * 1024
/** Above this a body waits for one of few places, as its key is read only when it is here: memory is bounded. */
const LARGE = 1024 * 1024
const large = new Gate(4)

/** A body, as names with values; and files that came along. */
export interface Body {
  readonly asked: Asked
  readonly files: readonly File[]
}

/** Why a body is not read. */
export class Unread extends Error {
  override readonly name = 'Unread'
  readonly code: 400 | 413

  constructor(code: 400 | 413) {
    super(`a body that is not read: ${code}`)
    this.code = code
  }
}

async function bytesOf(req: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(req.headers['content-length'] ?? 0) > MOST) throw new Unread(413)
  const parts: Buffer[] = []
  let size = 0
  let leave: (() => void) | undefined
  try {
    // Whoever sends too much is answered all the same: the rest is let pass, unread.
    for await (const part of req.iterator({ destroyOnReturn: false })) {
      const bytes = Buffer.from(part as Uint8Array)
      size += bytes.length
      if (size > MOST) throw new Unread(413)
      if (size > LARGE) leave ??= await large.enter()
      parts.push(bytes)
    }
    return new Uint8Array(Buffer.concat(parts))
  } finally {
    leave?.()
    req.resume()
  }
}

/** Names with everything that was said for them. */
export function namesIn(pairs: Iterable<readonly [string, string]>): Asked {
  const found = new Map<string, string[]>()
  for (const [name, value] of pairs) {
    const before = found.get(name)
    if (before) before.push(value)
    else found.set(name, [value])
  }
  return found
}

async function formOf(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData()
  } catch {
    throw new Unread(400)
  }
}

/** Reads it. What says nothing of its type is read as a form (GeoReport v2, POST). */
export async function bodyOf(req: IncomingMessage): Promise<Body> {
  const bytes = await bytesOf(req)
  const said = req.headers['content-type'] ?? ''
  if (!said.toLowerCase().startsWith('multipart/form-data')) {
    const text = new TextDecoder('utf-8').decode(bytes)
    return { asked: namesIn(new URLSearchParams(text)), files: [] }
  }
  const pairs: [string, string][] = []
  const files: File[] = []
  for (const [name, value] of await formOf(bytes, said)) {
    if (typeof value === 'string') pairs.push([name, value])
    else if (value.size > 0) files.push(value)
  }
  return { asked: namesIn(pairs), files }
}
