/** Knows whether the vault answers, without being asked to wait. */
import type { Line } from './line.ts'

const BETWEEN = 2_000
const PATIENCE = 2_000

/** Asks the vault again and again. */
export interface Watch {
  healthy(): boolean
  /** Something changed: ask now. */
  look(): Promise<void>
  stop(): void
}

export function watch(line: Line): Watch {
  let well = false
  const look = async () => {
    well = await line.ask('ping', {}, PATIENCE).then(
      (said) => said === true,
      () => false,
    )
  }
  const timer = setInterval(() => void look(), BETWEEN).unref()
  return { healthy: () => well, look, stop: () => clearInterval(timer) }
}
