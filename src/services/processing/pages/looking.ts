/** What several pages look up. */
import type { Tx } from '#core/database'
import { listNotifications, listOpenBreaches } from '../store/breaches.ts'
import type { Clocked } from './parts.tsx'

/** Open breaches with what the authority knows of them. */
export async function openClocks(tx: Tx): Promise<Clocked[]> {
  const clocks: Clocked[] = []
  for (const breach of await listOpenBreaches(tx)) {
    const last = (await listNotifications(tx, breach.number)).at(-1)
    clocks.push({ ...breach, more: last?.more ?? null })
  }
  return clocks
}
