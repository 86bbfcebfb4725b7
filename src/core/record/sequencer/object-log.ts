/** The log in object storage: a mirror is a copy of what lies under the prefix. */
import { same } from '../log/index.ts'
import type { LogShelf } from './shelf.ts'

/** What a log needs of object storage: whole objects, read as they were written last. */
export interface LogObjects {
  read(key: string): Promise<{ bytes: Uint8Array; version: string } | undefined>
  write(
    key: string,
    bytes: Uint8Array,
    how: { readonly type: string; readonly caching: string; readonly replacing?: string | null },
  ): Promise<boolean>
  remove(key: string): Promise<void>
  list(prefix: string): Promise<string[]>
}

const TEXT = { type: 'text/plain; charset=utf-8', caching: 'no-cache' } as const
const TILE = {
  type: 'application/octet-stream',
  caching: 'public, max-age=31536000, immutable',
} as const
/** Objects that are removed at once. */
const AT_ONCE = 16

/**
 * A file that changes. It takes the place of the version that was read just before, so that a write
 * which the network held back for a while never takes the place of a newer one.
 */
async function replace(objects: LogObjects, key: string, bytes: Uint8Array): Promise<void> {
  const there = await objects.read(key)
  if (there && same(there.bytes, bytes)) return
  const replacing = there ? there.version : null
  if (await objects.write(key, bytes, { ...TEXT, ...(replacing === '' ? {} : { replacing }) }))
    return
  const now = await objects.read(key)
  if (!now || !same(now.bytes, bytes)) throw new Error(`somebody else wrote ${key} meanwhile`)
}

/** The log under a prefix of a bucket. Tiles never change, so whoever writes one writes the same. */
export function objectLog(objects: LogObjects, prefix: string): LogShelf {
  return {
    read: async (path) => (await objects.read(`${prefix}${path}`))?.bytes,
    async write(path, bytes) {
      const key = `${prefix}${path}`
      if (path.startsWith('tile/')) await objects.write(key, bytes, TILE)
      else await replace(objects, key, bytes)
    },
    async clear(path) {
      const names = await objects.list(`${prefix}${path}/`)
      for (let at = 0; at < names.length; at += AT_ONCE) {
        const some = names.slice(at, at + AT_ONCE)
        await Promise.all(some.map((name) => objects.remove(name)))
      }
    },
  }
}
