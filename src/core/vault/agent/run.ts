import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { pino } from 'pino'
import { CannotStart } from '../key-folder.ts'
import { keyAgent } from './agent.ts'
import { loadModule } from './pkcs11.ts'
import { PinRefused, TokenKey } from './token.ts'

/** What an operator says of a security module. */
export interface AgentSettings {
  /** Library of the module, such as `/usr/lib/softhsm/libsofthsm2.so`. */
  readonly module: string
  /** Label of the token. */
  readonly token: string
  /** Label of the key in it. */
  readonly key: string
  readonly pinFile: string
  readonly socket: string
  /** Makes the first version of a key that is not there. */
  readonly make: boolean
}

/** A note that the PIN in this file was refused, so that no new start tries it again and locks the token. */
function guarded({ pinFile, socket }: AgentSettings) {
  const note = `${socket}.pin-refused`
  const mark = () => `${statSync(pinFile).mtimeMs} ${statSync(pinFile).size}`
  const noted = () => {
    try {
      return readFileSync(note, 'utf8')
    } catch {
      return undefined
    }
  }
  return {
    pin(): string {
      if (noted() === mark())
        throw new PinRefused(
          `The PIN in ${pinFile} was refused before and is not tried again: put the right one there`,
        )
      return readFileSync(pinFile, 'utf8').trim()
    },
    refused: () => writeFileSync(note, mark(), { mode: 0o600 }),
    taken: () => rmSync(note, { force: true }),
  }
}

/** Throws when another agent answers there; the socket of one that died is taken away. */
async function freeSocket(path: string): Promise<void> {
  const answers = await new Promise<boolean>((told) => {
    const line = connect(path)
    line.once('connect', () => (line.destroy(), told(true)))
    line.once('error', () => told(false))
  })
  if (answers) throw new CannotStart(`Another agent answers on ${path}`)
  rmSync(path, { force: true })
}

/** The key, reached for the first time: a wrong PIN or a missing token ends the start. */
function openKey(settings: AgentSettings): TokenKey {
  const guard = guarded(settings)
  const module = loadModule(settings.module)
  const { token: label, key: name } = settings
  const token = new TokenKey({ module, token: label, key: name, pin: guard.pin })
  try {
    const version = token.latest()
    guard.taken()
    if (version > 0) return token
  } catch (failure) {
    if (failure instanceof PinRefused && failure.cause) guard.refused()
    throw new CannotStart(failure instanceof Error ? failure.message : 'the module does not answer')
  }
  if (!settings.make)
    throw new CannotStart(`There is no key ${name} in the token ${label}: make it with --make`)
  token.make()
  return token
}

/** Runs the agent until it is told to stop (SIGTERM or SIGINT). */
export async function runKeyAgent(settings: AgentSettings): Promise<void> {
  const log = pino({ name: 'key-agent' }, pino.destination(2))
  await freeSocket(settings.socket)
  const server = keyAgent(openKey(settings), settings.key, log)
  const before = process.umask(0o117)
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(settings.socket, done)
  })
  process.umask(before)
  chmodSync(settings.socket, 0o660)
  log.info({ socket: settings.socket, key: settings.key }, 'the key agent answers')
  await new Promise<void>((stop) => {
    process.once('SIGTERM', () => stop())
    process.once('SIGINT', () => stop())
  })
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
}
