/** Who reads a list, and what they may do there. */
import type { By } from '#core/actions'
import type { Tx } from '#core/database'
import { mayRead } from './rules.ts'
import { type List, readList } from './store/lists.ts'
import { readByPerson, type Subscriber } from './store/subscribers.ts'

/** The list and one's own subscription; refuses who may not read it. */
export async function readAs(
  tx: Tx,
  by: By,
  name: string,
): Promise<{ list: Omit<List, 'salt'>; mine: Subscriber | undefined; moderates: boolean }> {
  const { salt: _, ...list } = await readList(tx, name)
  const mine = await readByPerson(tx, name, by.ref)
  const moderates = by.actor.permissions.includes('lists.moderate')
  mayRead.require({ kind: list.kind, subscribed: mine !== undefined, moderates })
  return { list, mine, moderates }
}
