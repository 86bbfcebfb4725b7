import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { refusedFile } from './inspect.ts'
import type { Asked, Upload } from './model.ts'
import { safeName } from './names.ts'
import { BrokenPhoto, makePhoto, TooManyPixels } from './photo.ts'
import type { FileType } from './sorts.ts'

/** Bytes that lie ready in a local file. */
export interface Lying {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** A file as it will be kept. */
export interface Ready extends Omit<Upload, 'id' | 'bytes'> {
  readonly main: Lying
  readonly thumb?: Lying
}

/** What lies at this path: how much, and its hash. */
export async function lying(path: string): Promise<Lying> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { path, bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}

async function photo(
  type: FileType,
  asked: Asked,
  paths: { raw: string; main: string; thumb: string },
): Promise<Ready> {
  try {
    const format = type.extension === 'jpg' ? 'jpeg' : type.extension
    const size = await makePhoto(paths.raw, format, paths)
    const [main, thumb] = [await lying(paths.main), await lying(paths.thumb)]
    return { kind: 'photo', type: 'image/webp', name: 'photo.webp', ...size, main, thumb }
  } catch (failure) {
    if (failure instanceof TooManyPixels) throw refusedFile('file-too-many-pixels', asked.field)
    if (failure instanceof BrokenPhoto) throw refusedFile('file-broken', asked.field)
    throw failure
  }
}

/** Makes a photo anew, without its camera's name for it; leaves a document as it is, under a safe name. */
export async function ready(
  type: FileType,
  asked: Asked,
  paths: { raw: string; main: string; thumb: string },
): Promise<Ready> {
  if (type.kind === 'photo') return photo(type, asked, paths)
  const name = safeName(asked.name, type.extension)
  const none = { width: null, height: null }
  return { kind: 'document', type: type.type, name, ...none, main: await lying(paths.raw) }
}
