/**
 * The vault as a child of the city: takes its settings from the parent, and goes when the parent
 * goes.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { z } from 'zod'
import { faultOf } from './faults.ts'
import { CannotStart } from '../key-folder.ts'
import { type RunningVault, type ServerSettings, startVault } from './main.ts'

const message = z.object({
  start: z.object({
    url: z.string().optional(),
    folder: z.string().optional(),
    keys: z.string(),
    socket: z.string(),
    masterKey: z.string().optional(),
    passphraseFile: z.string().optional(),
    transitTokenFile: z.string().optional(),
    logins: z.enum(['each', 'one']).optional(),
  }),
})

const log = pino({ name: 'vault' }, pino.destination(2))
let running: Promise<RunningVault> | undefined

/** Milliseconds to wait for the vault of a city that died a moment ago to be gone. */
const PATIENCE = 10_000

/** The data folder or the socket is still another's. */
function isTaken(failure: unknown): failure is Error {
  return failure instanceof Error && /^The data folder |^Another vault /.test(failure.message)
}

/**
 * Only sentences written for the operator leave as they are; any other failure may quote a value.
 */
function sentenceOf(failure: unknown): string {
  if (failure instanceof CannotStart || isTaken(failure)) return failure.message
  log.error(faultOf(failure), 'the vault did not start')
  return 'The vault did not start; its log says where it failed'
}

async function startWhenFree(settings: ServerSettings): Promise<RunningVault> {
  for (const until = Date.now() + PATIENCE; ;) {
    try {
      return await startVault(settings, log)
    } catch (failure) {
      if (!isTaken(failure) || Date.now() > until) throw failure
      await pause(200)
    }
  }
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), 5_000).unref()
  const vault = await running?.catch(() => undefined)
  await vault?.close().catch(() => undefined)
  process.exit(0)
}

process.once('message', (said) => {
  const settings = message.parse(said).start
  running = startWhenFree(settings)
  running.then(
    () => process.send?.({ ready: true }),
    (failure: unknown) => process.send?.({ failed: sentenceOf(failure) }, () => process.exit(1)),
  )
})
process.once('disconnect', () => void stop())
process.once('SIGTERM', () => void stop())
process.on('SIGINT', () => undefined)
