/** Where the files of the log lie. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { ReadFile } from '../log/index.ts'

/** The files of a log, by their path below its prefix. A file is there whole or not at all. */
export interface LogShelf {
  readonly read: ReadFile
  write(path: string, bytes: Uint8Array): Promise<void>
  /** Takes a folder away. */
  clear(path: string): Promise<void>
}

/** Undefined when there is no such file. */
async function bytesOf(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? failure.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
    throw failure
  }
}

async function settled(path: string, write?: Uint8Array): Promise<void> {
  const file = await open(path, write ? 'wx' : 'r', 0o644)
  try {
    if (write) await file.writeFile(write)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Writes a file so that after any crash it is the old one or the new one (POSIX rename). */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`
  await mkdir(dirname(path), { recursive: true, mode: 0o755 })
  try {
    await settled(draft, bytes)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  await settled(dirname(path))
}

/** The log in a folder of this machine: a mirror is a copy of it. */
export function folderLog(folder: string): LogShelf {
  return {
    read: (path) => bytesOf(join(folder, path)),
    write: (path, bytes) => writeWhole(join(folder, path), bytes),
    clear: (path) => rm(join(folder, path), { recursive: true, force: true }),
  }
}
