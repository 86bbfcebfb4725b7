import { pino } from 'pino'
import type { AgentSettings } from './agent/run.ts'
import type { ServerSettings } from './server/main.ts'

/** Runs the vault as a process of its own until it is told to stop (SIGTERM or SIGINT). */
export async function runVault(settings: ServerSettings): Promise<void> {
  const { startVault } = await import('./server/main.ts')
  const log = pino({ name: 'vault' }, pino.destination(2))
  const vault = await startVault(settings, log)
  log.info({ socket: settings.socket }, 'the vault answers')
  await new Promise<void>((stop) => {
    process.once('SIGTERM', () => stop())
    process.once('SIGINT', () => stop())
  })
  await vault.close()
}

export type { AgentSettings }

/** Runs the agent of a security module; its library is loaded by nobody else. */
export async function runKeyAgent(settings: AgentSettings): Promise<void> {
  const agent = await import('./agent/run.ts')
  return agent.runKeyAgent(settings)
}
