/** Threads and messages: when, from which side, and whether they were seen. The words are in the vault. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Thread, Writer } from '../model.ts'

const ThreadRow = z.object({
  number: z.number(),
  ref: z.string(),
  service: z.string(),
  subject: z.string(),
  titles: z.record(z.string(), z.string()).nullable(),
  unit: z.string(),
  language: z.string(),
  state: z.enum(['open', 'closed']),
  changedAt: z.string(),
}) satisfies z.ZodType<Thread>

const thread = sql`number::float8 as number, ref, service, subject, titles, unit, language, state,
  changed_at as "changedAt"`

/** The thread about this matter, begun when there is none; another person's matter is another thread. */
export async function openThread(
  tx: Tx,
  of: Pick<Thread, 'ref' | 'service' | 'subject' | 'titles' | 'unit' | 'language'> & { at: string },
): Promise<Thread> {
  const titles = of.titles && JSON.stringify(of.titles)
  const row = await tx.one(
    sql`insert into messages.thread
        (ref, service, subject, titles, unit, language, state, opened_at, changed_at)
      values (${of.ref}, ${of.service}, ${of.subject}, ${titles}::jsonb, ${of.unit}, ${of.language},
        'open', ${of.at}, ${of.at})
      on conflict (ref, service, subject) do update
        set state = 'open', closed_at = null, changed_at = excluded.changed_at,
          titles = coalesce(excluded.titles, thread.titles)
      returning ${thread}`,
    ThreadRow,
  )
  if (!row) throw new Error('no thread')
  return row
}

/** One thread, held until its transaction is over. */
export function holdThread(tx: Tx, number: number): Promise<Thread | undefined> {
  return tx.one(
    sql`select ${thread} from messages.thread where number = ${number} for update`,
    ThreadRow,
  )
}

export function readThread(tx: Tx, number: number): Promise<Thread | undefined> {
  return tx.one(sql`select ${thread} from messages.thread where number = ${number}`, ThreadRow)
}

/** Opens it, or closes it. */
export async function setThread(
  tx: Tx,
  number: number,
  to: { readonly state: 'open' | 'closed'; readonly at: string },
): Promise<void> {
  const closedAt = to.state === 'closed' ? to.at : null
  await tx.run(sql`update messages.thread
    set state = ${to.state}, changed_at = ${to.at}, closed_at = ${closedAt}
    where number = ${number}`)
}

const MessageRow = z.object({
  id: z.string(),
  written: z.enum(['service', 'official', 'resident']),
  badge: z.string().nullable(),
  at: z.string(),
  readAt: z.string().nullable(),
})
export type Message = z.infer<typeof MessageRow>

/** Writes down that somebody wrote; false when this message is there already. */
export async function addMessage(
  tx: Tx,
  it: {
    readonly id: string
    readonly thread: number
    readonly written: Writer
    readonly badge: string | null
    readonly at: string
  },
): Promise<boolean> {
  const made = await tx.run(sql`insert into messages.message (id, thread, written, badge, at)
    values (${it.id}, ${it.thread}, ${it.written}, ${it.badge}, ${it.at})
    on conflict (id) do nothing`)
  return made > 0
}

export async function hasMessage(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.one(
    sql`select true as is from messages.message where id = ${id}`,
    z.object({ is: z.boolean() }),
  )
  return found !== undefined
}

/** The messages of a thread, in order. */
export function listMessages(tx: Tx, number: number): Promise<Message[]> {
  return tx.many(
    sql`select id, written, badge, at, read_at as "readAt" from messages.message
      where thread = ${number} order by id limit 1000`,
    MessageRow,
  )
}

/** What the other side wrote was seen; says how many messages that were. */
export function setRead(
  tx: Tx,
  number: number,
  by: { readonly side: 'resident' | 'unit'; readonly at: string },
): Promise<number> {
  const theirs = by.side === 'unit' ? sql`written = 'resident'` : sql`written <> 'resident'`
  return tx.run(sql`update messages.message set read_at = ${by.at}
    where thread = ${number} and read_at is null and ${theirs}`)
}

/** Threads in which nobody wrote since, that are still open. */
export function listQuiet(tx: Tx, before: string, limit: number): Promise<Thread[]> {
  return tx.many(
    sql`select ${thread} from messages.thread
      where state = 'open' and changed_at < ${before}
      order by changed_at limit ${limit} for update skip locked`,
    ThreadRow,
  )
}
