/** Threads that are silent for a subscriber. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

/** The thread is silent for this subscriber, or speaks again. */
export async function setMute(
  tx: Tx,
  it: { subscriber: string; thread: string; muted: boolean },
): Promise<void> {
  await tx.run(
    it.muted
      ? sql`insert into lists.mute (subscriber, thread) values (${it.subscriber}, ${it.thread})
          on conflict do nothing`
      : sql`delete from lists.mute
          where subscriber = ${it.subscriber} and thread = ${it.thread}`,
  )
}

const Muted = z.object({ id: z.string(), title: z.string() })

/** Threads that are silent for this subscriber. */
export function listMuted(tx: Tx, subscriber: string): Promise<z.infer<typeof Muted>[]> {
  return tx.many(
    sql`select t.id, t.title from lists.mute m join lists.thread t on t.id = m.thread
        where m.subscriber = ${subscriber} order by t.last_at desc, t.id limit 100`,
    Muted,
  )
}
