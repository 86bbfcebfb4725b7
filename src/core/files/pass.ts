/** A file that comes in to be looked at and passed on: nothing of it stays here. */
import { createReadStream } from 'node:fs'
import type { Arrived } from './model.ts'
import { lying } from './ready.ts'
import { safeName } from './names.ts'
import type { FileType } from './sorts.ts'

/** What arrived, as whoever passes it on may read it: byte for byte, under a safe name. */
export async function arrivedAt(path: string, type: FileType, name: string): Promise<Arrived> {
  const { bytes, sha256 } = await lying(path)
  return {
    name: safeName(name, type.extension),
    type: type.type,
    bytes,
    sha256,
    read: () => createReadStream(path, { highWaterMark: 128 * 1024 }),
  }
}
