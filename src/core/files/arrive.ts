import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

const HOUR = 3_600_000
const machine = hostname().replace(/[^\w-]/g, '-')
const mine = new Set<string>()

/** Thrown while a file comes in that is larger than it may be. */
export class TooLarge extends Error {}

/** A place for a file that is just coming in or just being made; its name says whose it is. */
export async function draft(folder: string): Promise<string> {
  const arriving = join(folder, 'arriving')
  await mkdir(arriving, { recursive: true, mode: 0o700 })
  const name = `${machine}.${process.pid}.${randomBytes(8).toString('hex')}`
  mine.add(name)
  return join(arriving, name)
}

/** Removes a draft; fine when it became a file or never was. */
export async function clear(path: string): Promise<void> {
  await rm(path, { force: true })
  mine.delete(path.slice(path.lastIndexOf('/') + 1))
}

/**
 * Writes a stream into a draft, as it comes, and stops at the limit. It then leaves the rest of the stream
 * to its owner: a form that brought one file too large still has other fields to tell.
 */
export async function arrive(stream: Readable, path: string, most: number): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let seen = 0
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      const bytes = Buffer.from(chunk)
      seen += bytes.length
      if (seen > most) throw new TooLarge()
      await file.writeFile(bytes)
    }
  } finally {
    await file.close()
  }
  if ('truncated' in stream && stream.truncated === true) throw new TooLarge()
  return seen
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (failure) {
    return failure instanceof Error && 'code' in failure && failure.code === 'EPERM'
  }
}

/** A draft is left over when its process on this machine is gone, or when it is an hour old. */
async function isLeftOver(folder: string, name: string, now: number): Promise<boolean> {
  const [host, pid] = name.split('.')
  if (mine.has(name)) return false
  if (host === machine && (Number(pid) === process.pid || !isAlive(Number(pid)))) return true
  const found = await stat(join(folder, name)).catch(() => undefined)
  return found !== undefined && now - found.mtimeMs > HOUR
}

/** Removes the drafts of processes that ended in the middle of an upload. */
export async function clearLeftOvers(folder: string): Promise<number> {
  const arriving = join(folder, 'arriving')
  const names = await readdir(arriving).catch(() => [])
  let cleared = 0
  for (const name of names) {
    if (!(await isLeftOver(arriving, name, Date.now()))) continue
    await rm(join(arriving, name), { force: true })
    cleared += 1
  }
  return cleared
}
