/** Knows whether the vault answers, without being asked to wait. */
import { z } from 'zod'
import type { EscrowState } from '../escrow.ts'
import type { Line } from './line.ts'

const BETWEEN = 2_000
const PATIENCE = 2_000
/** Milliseconds for which the answer about the escrow is good enough. */
const ESCROW = 60_000

const state: z.ZodType<EscrowState> = z.enum(['none', 'made', 'rehearsed', 'elsewhere'])

/** Asks the vault again and again. */
export interface Watch {
  healthy(): boolean
  /** Whether the master key could be brought back; undefined while nobody knows. */
  escrow(): EscrowState | undefined
  /** Something changed: ask now. */
  look(): Promise<void>
  stop(): void
}

export function watch(line: Line): Watch {
  let well = false
  let escrow: EscrowState | undefined
  let asked = 0
  const lookEscrow = async () => {
    asked = Date.now()
    const said = await line.ask('escrow', {}, PATIENCE).catch(() => undefined)
    escrow = state.safeParse(said).data ?? escrow
  }
  const look = async () => {
    well = await line.ask('ping', {}, PATIENCE).then(
      (said) => said === true,
      () => false,
    )
    if (well && Date.now() - asked > ESCROW) await lookEscrow()
  }
  const timer = setInterval(() => void look(), BETWEEN).unref()
  return {
    healthy: () => well,
    escrow: () => escrow,
    look,
    stop: () => clearInterval(timer),
  }
}
