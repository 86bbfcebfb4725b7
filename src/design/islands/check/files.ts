/** Reads the files of a log from where it is served. */
import type { Bytes } from './bytes.ts'
import { Fault } from './fault.ts'
import { pathOf, WIDTH } from './tiles.ts'
import { HASH } from './tree.ts'

/** A file of a log; undefined when it is not there. */
export type ReadFile = (path: string, signal: AbortSignal) => Promise<Bytes | undefined>

/** How often a file is asked for when the server is busy, and the first pause, in milliseconds. */
const TRIES = 4
const PAUSE = 500
const BUSY = [429, 502, 503, 504]

/** The address of a record as somebody typed it: without its last slash or the name of a file in it. */
export function recordAddress(typed: string): string {
  const text = typed.trim()
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  const fault = new Fault('address', 'address')
  if (text === '' || !URL.canParse(whole)) throw fault
  const { protocol, origin, pathname, username, password } = new URL(whole)
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') throw fault
  const path = pathname.replace(/\/(?:checkpoint|policy|check(?:\.html)?)?$/, '')
  return `${origin}${path === '' ? '/record' : path}`
}

/** What is served now, not what was kept; nothing that could tell who asks goes along. */
const ASKING = { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' } as const

async function asked(address: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, { ...ASKING, signal })
  } catch {
    if (signal.aborted) throw signal.reason
    throw new Fault('unread', 'unreachable', { host: new URL(address).host })
  }
}

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** Files of the record at this address. */
export function webFiles(address: string): ReadFile {
  return async (path, signal) => {
    let answer = await asked(`${address}/${path}`, signal)
    for (let n = 1; n < TRIES && BUSY.includes(answer.status); n += 1) {
      await pause(PAUSE * 2 ** n)
      answer = await asked(`${address}/${path}`, signal)
    }
    if (answer.status === 404) return undefined
    if (!answer.ok) throw new Fault('unread', 'answer', { path, status: answer.status })
    try {
      return new Uint8Array(await answer.arrayBuffer())
    } catch {
      if (signal.aborted) throw signal.reason
      throw new Fault('unread', 'unreachable', { host: new URL(address).host })
    }
  }
}

/** A file, and how many hashes or entries its name says it has. */
export interface Held {
  readonly bytes: Bytes
  readonly width: number
}

/** A file of hashes or entries; the full one stands in for a partial one that was taken away. */
export async function readTile(
  read: ReadFile,
  [level, index, width]: readonly [number | 'entries', number, number],
  signal: AbortSignal,
): Promise<Held> {
  const path = pathOf(level, index, width)
  const found = await read(path, signal)
  if (found) return { bytes: found, width }
  const full = width < WIDTH ? await read(pathOf(level, index, WIDTH), signal) : undefined
  if (!full) throw new Fault('wrong', 'missing', { path })
  return { bytes: full, width: WIDTH }
}

/** The first hashes of a tile, of which the whole is there when its name says so. */
export function firstHashes({ bytes, width }: Held, wanted: number): Bytes {
  return width === wanted ? bytes : bytes.slice(0, wanted * HASH)
}
