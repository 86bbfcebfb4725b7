/** What somebody takes along of their contests (GDPR art. 15(3), 20). */
import type { Tx } from '#core/database'
import { numberOf } from './model.ts'
import { listEvents, listOwn } from './store/lists.ts'
import { type Told, told } from './store/rows.ts'

/** A contest with everything that happened in it. */
export type Taken = Told & {
  readonly number: string
  readonly happened: readonly { readonly at: string; readonly state: string; readonly by: string }[]
}

/** Everything of one person. */
export async function takeAll(tx: Tx, ref: string): Promise<Taken[]> {
  const taken: Taken[] = []
  for (const one of await listOwn(tx, ref, 1000)) {
    const happened = (await listEvents(tx, one.id)).map(({ at, state, by }) => ({ at, state, by }))
    taken.push({ ...told(one), number: numberOf(one.id), happened })
  }
  return taken
}
