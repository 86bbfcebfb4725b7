/** What is due: charges and days. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { dueKinds, dueStates } from '../model.ts'

const DueRow = z.object({
  id: z.string(),
  thread: z.number(),
  service: z.string(),
  subject: z.string(),
  titles: z.record(z.string(), z.string()).nullable(),
  unit: z.string(),
  kind: z.enum(dueKinds),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  on: z.string(),
  link: z.string().nullable(),
  state: z.enum(dueStates),
  version: z.number(),
  at: z.string(),
  changedAt: z.string(),
})
export type Due = z.infer<typeof DueRow>

const columns = sql`d.id, d.thread::float8 as thread, t.service, t.subject, t.titles, t.unit, d.kind,
  d.amount::float8 as amount, d.currency, to_char(d.due_on, 'YYYY-MM-DD') as on, d.link, d.state,
  d.version, d.at, d.changed_at as "changedAt"`

/** Something new that is due. */
export async function addDue(
  tx: Tx,
  it: Pick<Due, 'id' | 'thread' | 'kind' | 'amount' | 'currency' | 'on' | 'link' | 'at'>,
): Promise<void> {
  await tx.run(sql`insert into messages.due
      (id, thread, kind, amount, currency, due_on, link, state, at, changed_at)
    values (${it.id}, ${it.thread}, ${it.kind}, ${it.amount}, ${it.currency}, ${it.on}::date,
      ${it.link}, 'open', ${it.at}, ${it.at}) on conflict (id) do nothing`)
}

/** What is due in one thread, by its day. */
export function listInThread(tx: Tx, number: number): Promise<Due[]> {
  return tx.many(
    sql`select ${columns} from messages.due d join messages.thread t on t.number = d.thread
      where d.thread = ${number} order by d.due_on, d.id limit 1000`,
    DueRow,
  )
}

/** Everything that is or was due for somebody: what is open first, by its day. */
export function listDue(
  tx: Tx,
  ref: string,
  part: { readonly limit: number; readonly open?: boolean },
): Promise<Due[]> {
  const open = part.open ? sql`and d.state = 'open'` : sql``
  return tx.many(
    sql`select ${columns} from messages.due d join messages.thread t on t.number = d.thread
      where t.ref = ${ref} ${open}
      order by (d.state <> 'open'), d.due_on, d.id limit ${part.limit}`,
    DueRow,
  )
}

/** One of them, held until its transaction is over. */
export async function holdDue(tx: Tx, id: string): Promise<Due | undefined> {
  await tx.run(sql`select 1 from messages.due where id = ${id} for update`)
  return tx.one(
    sql`select ${columns} from messages.due d join messages.thread t on t.number = d.thread
      where d.id = ${id}`,
    DueRow,
  )
}

/** It is paid, done or taken back; calendars see that it changed. */
export async function setDue(
  tx: Tx,
  id: string,
  to: { readonly state: Due['state']; readonly at: string },
): Promise<void> {
  await tx.run(sql`update messages.due
    set state = ${to.state}, version = version + 1, changed_at = ${to.at} where id = ${id}`)
}
