/** The archive: threads, what is found in them, and everything of a list in order. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'

const Thread = z.object({
  id: z.string(),
  list: z.string(),
  title: z.string(),
  begunAt: z.string(),
  lastAt: z.string(),
  messages: z.number(),
  answered: z.boolean(),
})
export type Thread = z.infer<typeof Thread>

const columns = sql`id, list, title, begun_at as "begunAt", last_at as "lastAt", messages, answered`

/** Threads with something to read, the latest first, from this one on. */
export function listThreads(
  tx: Tx,
  it: { list: string; before: { at: string; id: string } | null; limit: number },
): Promise<Thread[]> {
  const older = it.before
    ? sql`and (last_at, id) < (${it.before.at}::timestamptz, ${it.before.id})`
    : sql.empty
  return tx.many(
    sql`select ${columns} from lists.thread
        where list = ${it.list} and messages > 0 ${older}
        order by last_at desc, id desc limit ${it.limit}`,
    Thread,
  )
}

export async function readThread(tx: Tx, list: string, id: string): Promise<Thread> {
  const found = await tx.one(
    sql`select ${columns} from lists.thread where list = ${list} and id = ${id}`,
    Thread,
  )
  if (!found) throw new Refusal('not-found', ['no-such-thread'])
  return found
}

const Said = z.object({
  id: z.string(),
  messageId: z.string(),
  subscriber: z.string().nullable(),
  shown: z.string().nullable(),
  state: z.enum(['sent', 'redacted']),
  subject: z.string(),
  body: z.string(),
  lostFiles: z.number(),
  writtenAt: z.string(),
})
export type Said = z.infer<typeof Said>

const said = sql`m.id, m.message_id as "messageId", m.subscriber, m.shown, m.state, m.subject,
  m.body, m.lost_files as "lostFiles", m.written_at as "writtenAt"`

/** What can be read in a thread, in order. */
export function listSaid(tx: Tx, thread: string): Promise<Said[]> {
  return tx.many(
    sql`select ${said} from lists.message m
        where m.thread = ${thread} and m.state in ('sent', 'redacted')
        order by m.written_at, m.id limit 500`,
    Said,
  )
}

const Found = z.object({
  id: z.string(),
  thread: z.string(),
  subject: z.string(),
  body: z.string(),
  shown: z.string().nullable(),
  writtenAt: z.string(),
})

/** Messages with these words, the nearest first. */
export function findSaid(
  tx: Tx,
  it: { list: string; words: string; limit: number },
): Promise<z.infer<typeof Found>[]> {
  return tx.many(
    sql`select m.id, m.thread, m.subject, left(m.body, 300) as body, m.shown,
          m.written_at as "writtenAt"
        from lists.message m, websearch_to_tsquery('simple', ${it.words}) as asked
        where m.list = ${it.list} and m.state = 'sent' and m.found @@ asked
        order by ts_rank(m.found, asked) desc, m.written_at desc, m.id limit ${it.limit}`,
    Found,
  )
}

const Mailed = z.object({
  id: z.string(),
  messageId: z.string(),
  inReplyTo: z.string().nullable(),
  answers: z.array(z.string()),
  shown: z.string().nullable(),
  subject: z.string(),
  body: z.string(),
  writtenAt: z.string(),
})
export type Mailed = z.infer<typeof Mailed>

/** Everything of a list that can be read, in the order in which it was written, from this one on. */
export function listMailed(
  tx: Tx,
  it: { list: string; after: { at: string; id: string } | null; limit: number },
): Promise<Mailed[]> {
  const later = it.after
    ? sql`and (written_at, id) > (${it.after.at}::timestamptz, ${it.after.id})`
    : sql.empty
  return tx.many(
    sql`select id, message_id as "messageId", in_reply_to as "inReplyTo", answers, shown, subject,
          body, written_at as "writtenAt"
        from lists.message where list = ${it.list} and state = 'sent' ${later}
        order by written_at, id limit ${it.limit}`,
    Mailed,
  )
}

const Held = z.object({
  id: z.string(),
  list: z.string(),
  shown: z.string().nullable(),
  subscribed: z.boolean(),
  subject: z.string(),
  body: z.string(),
  lostFiles: z.number(),
  writtenAt: z.string(),
  because: z.string().nullable(),
})

/** Messages that wait for a person, the oldest first. */
export function listHeld(tx: Tx, list: string): Promise<z.infer<typeof Held>[]> {
  return tx.many(
    sql`select id, list, shown, subscriber is not null as subscribed, subject, body,
          lost_files as "lostFiles", written_at as "writtenAt", because
        from lists.message where list = ${list} and state = 'held'
        order by written_at, id limit 100`,
    Held,
  )
}

const Own = z.object({
  id: z.string(),
  list: z.string(),
  subject: z.string(),
  writtenAt: z.string(),
})

/** What a subscriber wrote and everybody can read, the latest first. */
export function listOwn(tx: Tx, subscriber: string): Promise<z.infer<typeof Own>[]> {
  return tx.many(
    sql`select id, list, subject, written_at as "writtenAt" from lists.message
        where subscriber = ${subscriber} and state = 'sent'
        order by written_at desc, id limit 100`,
    Own,
  )
}
