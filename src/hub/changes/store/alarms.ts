/** What is wrong with another hub or a city, from when to when. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { alarms, type AlarmKind } from '../model.ts'

const Alarm = z.object({
  id: z.string(),
  kind: z.enum(alarms),
  about: z.string(),
  detail: z.string(),
  since: z.string(),
})
/** Something that is wrong now. */
export type Alarm = z.infer<typeof Alarm>

const columns = sql`id, kind, about, detail, since`

/** Raises an alarm; false when it is raised already. */
export async function addAlarm(tx: Tx, it: Alarm): Promise<boolean> {
  const added = await tx.run(sql`insert into changes.alarm (id, kind, about, detail, since)
    values (${it.id}, ${it.kind}, ${it.about}, ${it.detail}, ${it.since}) on conflict do nothing`)
  return added > 0
}

/** Ends the alarms of these kinds about somebody; gives those that ended. */
export function endAlarms(
  tx: Tx,
  it: { readonly kinds: readonly AlarmKind[]; readonly about: string; readonly now: string },
): Promise<Alarm[]> {
  return tx.many(
    sql`update changes.alarm set over_at = ${it.now}
      where over_at is null and about = ${it.about} and kind = any(${[...it.kinds]}::text[])
      returning ${columns}`,
    Alarm,
  )
}

/** What is wrong now, the newest first. */
export function listAlarms(tx: Tx, limit = 50): Promise<Alarm[]> {
  return tx.many(
    sql`select ${columns} from changes.alarm where over_at is null
      order by since desc, id desc limit ${limit}`,
    Alarm,
  )
}
