/** What a resident takes along of their connections to applications (GDPR art. 15). */
import type { Tx } from '#core/database'
import type { Connection } from './model.ts'
import { listConnections } from './store/connections.ts'

/** Which application, since when, and what it may know. */
export type Connected = Pick<Connection, 'application' | 'since' | 'allowed' | 'refused'>

export async function connectedOf(tx: Tx, ref: string): Promise<Connected[]> {
  const all = await listConnections(tx, ref)
  return all.map(({ id: _id, ref: _ref, ...connected }) => connected)
}
