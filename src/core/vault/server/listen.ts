import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { isConfined } from '#core/database'
import { CannotStart } from '../key-folder.ts'

/** Longest path of a Unix socket on Linux, without its final zero (unix(7)). */
const LONGEST_PATH = 107

function answers(path: string): Promise<boolean> {
  return new Promise((tell) => {
    const socket: Socket = connect(path)
    socket.once('connect', () => (socket.destroy(), tell(true)))
    socket.once('error', () => tell(false))
  })
}

async function clear(path: string): Promise<void> {
  if (Buffer.byteLength(path) > LONGEST_PATH) {
    throw new CannotStart(`The socket path ${path} is longer than ${LONGEST_PATH} bytes`)
  }
  // Whoever confined this process made the folder.
  if (!isConfined()) mkdirSync(dirname(path), { recursive: true })
  if (await answers(path)) throw new CannotStart(`Another vault listens on ${path} already`)
  rmSync(path, { force: true })
}

/**
 * Listens on a Unix socket that only its owner can open; a socket left by a vault that died is
 * replaced.
 */
export async function listen(path: string, take: (socket: Socket) => void): Promise<Server> {
  await clear(path)
  const server = createServer(take)
  const before = process.umask(0o177)
  try {
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(path, done)
    })
  } finally {
    process.umask(before)
  }
  chmodSync(path, 0o600)
  return server
}
