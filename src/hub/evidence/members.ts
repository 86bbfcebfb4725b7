/** Which cities are asked, and what the hub itself knows of them. */
import type { Tx } from '#core/database'
import type { HubFacts } from './model.ts'

/** TODO filled when the directory is there */
export function followMembers(_tx: Tx, _now: string): Promise<void> {
  return Promise.resolve()
}

export function hubFactsOf(_tx: Tx, _city: string, _now: string): Promise<HubFacts | null> {
  return Promise.resolve(null)
}
