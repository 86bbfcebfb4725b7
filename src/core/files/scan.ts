/** Files are looked at by ClamAV before they are kept, where the operator named its daemon (clamd(8), INSTREAM). */
import { createReadStream } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { Refusal } from '#core/kernel'
import { refusedFile } from './inspect.ts'

/** Milliseconds for one file, from the connection to the verdict. */
const PATIENCE = 60_000
/** Bytes of a verdict at most. */
const LONGEST = 4096

/** Looks at a file; throws when something was found, and when nobody could look. */
export type Scanner = (path: string, field: string | undefined) => Promise<void>

const down = (detail: unknown) =>
  new Refusal('unavailable', ['scanner-down'], { retryAfter: 60, detail })

/** `/run/clamav/clamd.ctl`, or `host:port`. */
function reach(place: string): Socket {
  if (place.startsWith('/')) return connect(place)
  const colon = place.lastIndexOf(':')
  return connect(Number(place.slice(colon + 1)), place.slice(0, colon).replace(/^\[|\]$/g, ''))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

/** Waits until more may be sent, or nothing can be any more; leaves nobody waiting at the connection. */
async function roomIn(socket: Socket): Promise<void> {
  const over = new AbortController()
  const { signal } = over
  try {
    await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })])
  } finally {
    over.abort()
  }
}

/** Each piece behind its length, and a length of nothing at the end. A daemon that has seen enough may hang up. */
async function send(socket: Socket, path: string): Promise<void> {
  socket.write('zINSTREAM\0')
  for await (const piece of createReadStream(path)) {
    if (!socket.writable) return
    socket.write(lengthOf(piece.length))
    if (!socket.write(piece)) await roomIn(socket)
  }
  if (socket.writable) socket.write(lengthOf(0))
}

async function verdict(socket: Socket): Promise<string> {
  let said = ''
  for await (const piece of socket) {
    said += String(piece)
    if (said.includes('\0') || said.length > LONGEST) break
  }
  return said.split('\0')[0]?.trim() ?? ''
}

async function ask(place: string, path: string, patience: number): Promise<string> {
  const socket = reach(place)
  const late = setTimeout(() => socket.destroy(new Error('no verdict in time')), patience)
  try {
    await once(socket, 'connect')
    const [said] = await Promise.all([verdict(socket), send(socket, path)])
    return said
  } finally {
    clearTimeout(late)
    socket.destroy()
  }
}

/** The scanner at this place. Only the word OK lets a file pass: silence and everything else do not. */
export function scannerAt(place: string, patience: number = PATIENCE): Scanner {
  return async (path, field) => {
    const said = await ask(place, path, patience).catch((failure: unknown) => {
      throw down(failure)
    })
    if (/^stream: OK$/.test(said)) return
    if (said.endsWith(' FOUND')) throw refusedFile('file-infected', field)
    throw down(said)
  }
}
