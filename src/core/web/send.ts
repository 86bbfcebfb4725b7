/** What a page answers instead of a view: a stored file, or a text for programs. */
import { contentDisposition } from '#core/files'
import { Refusal } from '#core/kernel'
import type { Page, Streamed } from '#core/pages'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Shell } from './here.ts'

type AnyPage = Page<any, any, any>

/** A minute, then asked again: what a moderator hides must not live on in caches. */
const KEPT_FILE = 'public, max-age=60, must-revalidate'
const CSP = 'content-security-policy'

/** Sends a stored file; only photos, and what brings a policy of its own, are shown in the browser. */
export async function sendFile(shell: Shell, page: AnyPage, reply: FastifyReply, data: unknown) {
  const wanted = page.file?.(data)
  if (!wanted) throw new Refusal('not-found', ['no-such-file'])
  const file = await shell.city.files.read(wanted.id, wanted.variant)
  if (!file) throw new Refusal('not-found', ['no-such-file'])
  const shown = file.kind === 'photo' || wanted.inline !== undefined
  if (wanted.inline !== undefined) reply.header(CSP, wanted.inline)
  return reply
    .header('content-disposition', contentDisposition(file.name, shown ? 'inline' : 'attachment'))
    .header('cache-control', page.keep === 'public' ? KEPT_FILE : 'private, no-store')
    .header('etag', `"${file.sha256}"`)
    .type(file.type)
    .send(file.stream)
}

/**
 * Breaks off where there is more or less than was said: then the browser says that it failed, and nobody takes a
 * part for the whole (RFC 9112 8). The last part waits until it is known to be the last.
 */
async function* exactly(parts: AsyncIterable<Uint8Array>, bytes: number) {
  let sent = 0
  let held: Uint8Array | undefined
  for await (const part of parts) {
    sent += part.length
    if (sent > bytes) break
    if (held) yield held
    held = part
  }
  if (sent !== bytes) throw new Error(`${bytes} bytes were announced, and it is not as many`)
  if (held) yield held
}

/** Sends what is made on the way, for one person alone; nobody keeps a copy in between. */
export function sendStream(reply: FastifyReply, sent: Streamed | undefined) {
  if (!sent) throw new Refusal('not-found', ['no-such-page'])
  const { bytes } = sent
  if (bytes !== undefined) reply.header('content-length', bytes)
  const parts = bytes === undefined ? sent.parts : exactly(sent.parts, bytes)
  return reply
    .header('content-disposition', contentDisposition(sent.name))
    .header('cache-control', 'private, no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .type(sent.type)
    .send(Readable.from(parts, { objectMode: false }))
}

/** Programs of other cities ask, from anywhere: no cookie, no language, an ETag over the whole (RFC 9110 8.8.3). */
export async function sendText(shell: Shell, page: AnyPage, reply: FastifyReply, data: unknown) {
  const { sign, jws, say } = shell.city
  const sent = page.sends?.(data, { sign, jws, say })
  if (!sent) throw new Refusal('not-found', ['no-such-page'])
  const kept = page.keep === 'public' ? 'public, max-age=0, must-revalidate' : 'private, no-store'
  if (sent.next) reply.header('link', `<${sent.next}>; rel="next"`)
  if (sent.policy !== undefined) reply.header(CSP, sent.policy)
  const text = typeof sent.text === 'string' ? sent.text : Buffer.from(sent.text)
  reply.header('cache-control', kept).type(sent.type)
  if (sent.name !== undefined)
    return reply.header('content-disposition', contentDisposition(sent.name)).send(text)
  return reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .send(text)
}
