import { pino } from 'pino'
import type { AgentSettings } from './agent/run.ts'
import type { ServerSettings } from './server/main.ts'

const STAYS = 60 * 60_000

/**
 * Runs the vault as a unit of its own until it is told to stop (SIGTERM or SIGINT): a child that
 * may reach its own folders alone, and a parent that hears nobody and starts it again.
 */
export async function runVault(settings: ServerSettings): Promise<void> {
  const { keepRunning } = await import('./client/child.ts')
  const log = pino({ name: 'vault' }, pino.destination(2))
  const vault = await keepRunning(settings, log, () => undefined)
  log.info({ socket: settings.socket }, 'the vault answers')
  // Between two children nothing else keeps this process here.
  const stays = setInterval(() => undefined, STAYS)
  await new Promise<void>((stop) => {
    process.once('SIGTERM', () => stop())
    process.once('SIGINT', () => stop())
  })
  clearInterval(stays)
  await vault.stop()
}

export type { AgentSettings }

/** Runs the agent of a security module; its library is loaded by nobody else. */
export async function runKeyAgent(settings: AgentSettings): Promise<void> {
  const agent = await import('./agent/run.ts')
  return agent.runKeyAgent(settings)
}
