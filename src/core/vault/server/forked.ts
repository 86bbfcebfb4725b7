/** The vault as a child of the city: takes its settings from the parent, and goes when the parent goes. */
import { pino } from 'pino'
import { z } from 'zod'
import { faultOf } from './faults.ts'
import { CannotStart } from '../key-folder.ts'
import { type RunningVault, startVault } from './main.ts'

const message = z.object({
  start: z.object({
    url: z.string().optional(),
    folder: z.string().optional(),
    keys: z.string(),
    socket: z.string(),
  }),
})

const log = pino({ name: 'vault' }, pino.destination(2))
let running: Promise<RunningVault> | undefined

/** Only sentences written for the operator leave as they are; any other failure may quote a value. */
function sentenceOf(failure: unknown): string {
  if (failure instanceof CannotStart) return failure.message
  const known = failure instanceof Error && failure.message.startsWith('The data folder ')
  if (known) return failure.message
  log.error(faultOf(failure), 'the vault did not start')
  return 'The vault did not start; its log says where it failed'
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), 5_000).unref()
  const vault = await running?.catch(() => undefined)
  await vault?.close().catch(() => undefined)
  process.exit(0)
}

process.once('message', (said) => {
  const settings = message.parse(said).start
  running = startVault(settings, log)
  running.then(
    () => process.send?.({ ready: true }),
    (failure: unknown) => process.send?.({ failed: sentenceOf(failure) }, () => process.exit(1)),
  )
})
process.once('disconnect', () => void stop())
process.once('SIGTERM', () => void stop())
process.on('SIGINT', () => undefined)
