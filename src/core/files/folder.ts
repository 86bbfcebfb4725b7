import { createReadStream } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { Shelf } from './shelf.ts'

/** Makes what was written at a path outlast a power cut. */
async function settle(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Ids grow with time, so their last letters spread the files evenly over 256 folders. */
function place(folder: string, key: string): string {
  const id = key.split('.')[0] ?? key
  return join(folder, id.slice(-2), key)
}

/** Opens the file with the first byte asked for, so that a stream nobody reads holds nothing open. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path)
}

/**
 * Files in a folder of this machine. A file appears by `rename` after its bytes are on the disk (POSIX),
 * so nobody ever sees half of one. The local file given to `put` must be on the same file system.
 */
export function folderShelf(folder: string): Shelf {
  return {
    async put(key, path) {
      const target = place(folder, key)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await settle(path)
      await rename(path, target)
      await settle(dirname(target))
    },
    async open(key) {
      const path = place(folder, key)
      const there = await access(path).then(
        () => true,
        () => false,
      )
      return there ? Readable.from(bytesOf(path), { objectMode: false }) : undefined
    },
    async remove(key) {
      await rm(place(folder, key), { force: true })
    },
  }
}
