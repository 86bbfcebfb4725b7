import { createHash } from 'node:crypto'
import { type Ask, asker, refuse, type S3Settings } from './s3.ts'

/** Bytes by name in a bucket: an object is there whole or not at all, and read as it was written last. */
export interface Objects {
  /** Bytes and version of an object; undefined when there is none. */
  read(key: string): Promise<{ bytes: Uint8Array; version: string } | undefined>
  /**
   * Writes an object. With `replacing` only if it still has that version (`null`: is not there yet);
   * false when it has not.
   */
  write(
    key: string,
    bytes: Uint8Array,
    how: { readonly type: string; readonly caching: string; readonly replacing?: string | null },
  ): Promise<boolean>
  remove(key: string): Promise<void>
  /** Names that begin like this. */
  list(prefix: string): Promise<string[]>
}

/** Pages of a list at most: a thousand names each. */
const PAGES = 100

const unescaped = (text: string) =>
  text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => {
    const letters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'" }
    return letters[name] ?? '&'
  })

const tags = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) =>
    unescaped(text),
  )

/** A condition on what is there now (RFC 9110 section 13.1). */
function condition(replacing: string | null | undefined): Record<string, string> {
  if (replacing === undefined) return {}
  return replacing === null ? { 'if-none-match': '*' } : { 'if-match': replacing }
}

type Written = Parameters<Objects['write']>[2] & { readonly bytes: Uint8Array }

/** A bucket that knows no conditions (501) is asked again without one. */
async function write(ask: Ask, key: string, written: Written): Promise<boolean> {
  const { type, caching, replacing } = written
  const body = Uint8Array.from(written.bytes)
  const hash = createHash('sha256').update(body).digest('hex')
  const about = { 'content-type': type, 'cache-control': caching }
  const headers = { ...about, 'x-amz-content-sha256': hash, ...condition(replacing) }
  const answer = await ask('PUT', key, { body, headers })
  if (answer.status === 501 && replacing !== undefined) {
    await answer.body?.cancel()
    return write(ask, key, { type, caching, bytes: body })
  }
  const kept = answer.status !== 412 && answer.status !== 409
  if (kept && !answer.ok) await refuse(answer)
  await answer.body?.cancel()
  return kept
}

/** Objects of a bucket, by the S3 API. */
export function openBucket(settings: S3Settings): Objects {
  const ask = asker(settings)
  return {
    async read(key) {
      const answer = await ask('GET', key)
      if (answer.ok) {
        const bytes = new Uint8Array(await answer.arrayBuffer())
        return { bytes, version: answer.headers.get('etag') ?? '' }
      }
      if (answer.status !== 404) await refuse(answer)
      await answer.body?.cancel()
      return undefined
    },
    write: (key, bytes, how) => write(ask, key, { bytes, ...how }),
    async remove(key) {
      const answer = await ask('DELETE', key)
      if (!answer.ok && answer.status !== 404) await refuse(answer)
      await answer.body?.cancel()
    },
    async list(prefix) {
      const names: string[] = []
      const query = new URLSearchParams({ 'list-type': '2', prefix })
      for (let page = 0; page < PAGES; page += 1) {
        const answer = await ask('GET', '', { query })
        if (!answer.ok) await refuse(answer)
        const xml = await answer.text()
        names.push(...tags(xml, 'Key'))
        const [next] = tags(xml, 'NextContinuationToken')
        if (!next) break
        query.set('continuation-token', next)
      }
      return names
    },
  }
}
