/** Messages: how they come in, find their thread, wait, go out, and lose their words. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'

const Message = z.object({
  id: z.string(),
  list: z.string(),
  thread: z.string(),
  messageId: z.string(),
  inReplyTo: z.string().nullable(),
  answers: z.array(z.string()),
  subscriber: z.string().nullable(),
  shown: z.string().nullable(),
  state: z.enum(['held', 'sent', 'refused', 'redacted']),
  because: z.string().nullable(),
  subject: z.string(),
  body: z.string(),
  cameBy: z.enum(['web', 'mail', 'import']),
  lostFiles: z.number(),
  writtenAt: z.string(),
  notice: z.string().nullable(),
})
export type Message = z.infer<typeof Message>

const columns = sql`id, list, thread, message_id as "messageId", in_reply_to as "inReplyTo",
  answers, subscriber, shown, state, because, subject, body, came_by as "cameBy",
  lost_files as "lostFiles", written_at as "writtenAt", notice`

const Place = z.object({ thread: z.string() })

/** Is it here already? A message that comes twice is one message (RFC 5322 3.6.4). */
export async function hasMessage(tx: Tx, list: string, messageId: string): Promise<boolean> {
  const found = await tx.one(
    sql`select id as thread from lists.message
        where list = ${list} and message_id = ${messageId}`,
    Place,
  )
  return found !== undefined
}

/** The thread of what it answers, the nearest first: by Message-ID, never by subject alone. */
export async function threadOf(
  tx: Tx,
  list: string,
  answers: readonly string[],
): Promise<string | undefined> {
  const found = await tx.one(
    sql`select m.thread from unnest(${[...answers]}::text[]) with ordinality as a (id, place)
        join lists.message m on m.list = ${list} and m.message_id = a.id
        order by a.place desc limit 1`,
    Place,
  )
  return found?.thread
}

export async function addThread(
  tx: Tx,
  it: { id: string; list: string; title: string; at: string },
): Promise<void> {
  await tx.run(sql`insert into lists.thread (id, list, title, begun_at, last_at)
    values (${it.id}, ${it.list}, ${it.title}, ${it.at}, ${it.at})`)
}

/** Answers that came before what they answer move to its thread. */
export async function gatherAnswers(
  tx: Tx,
  it: { list: string; messageId: string; thread: string },
): Promise<void> {
  const apart = await tx.many(
    sql`select distinct m.thread from lists.message m where m.list = ${it.list}
          and m.answers @> array[${it.messageId}]::text[] and m.thread <> ${it.thread} limit 20`,
    Place,
  )
  for (const { thread } of apart) {
    await tx.run(sql`update lists.message set thread = ${it.thread} where thread = ${thread}`)
    await tx.run(sql`insert into lists.mute (subscriber, thread)
      select subscriber, ${it.thread} from lists.mute where thread = ${thread} on conflict do nothing`)
    await tx.run(sql`delete from lists.thread where id = ${thread}`)
  }
}

export async function addMessage(tx: Tx, it: Message): Promise<void> {
  await tx.run(sql`insert into lists.message (id, list, thread, message_id, in_reply_to, answers,
      subscriber, shown, state, because, subject, body, came_by, lost_files, written_at, notice)
    values (${it.id}, ${it.list}, ${it.thread}, ${it.messageId}, ${it.inReplyTo},
      ${[...it.answers]}::text[], ${it.subscriber}, ${it.shown}, ${it.state}, ${it.because}, ${it.subject},
      ${it.body}, ${it.cameBy}, ${it.lostFiles}, ${it.writtenAt}, ${it.notice})`)
}

/** What can be read of a thread is counted anew. */
export async function countThread(tx: Tx, thread: string): Promise<void> {
  await tx.run(sql`update lists.thread t set messages = m.count,
      last_at = coalesce(m.last, t.last_at), begun_at = coalesce(m.first, t.begun_at)
    from (select count(*)::integer as count, max(written_at) as last, min(written_at) as first
      from lists.message where thread = ${thread} and state in ('sent', 'redacted')) m
    where t.id = ${thread}`)
}

/** Nobody else judges it until we are done. */
export async function lockMessage(tx: Tx, id: string): Promise<Message> {
  const found = await tx.one(
    sql`select ${columns} from lists.message where id = ${id} for update`,
    Message,
  )
  if (!found) throw new Refusal('not-found', ['no-such-message'])
  return found
}

export async function readMessage(tx: Tx, id: string): Promise<Message> {
  const found = await tx.one(sql`select ${columns} from lists.message where id = ${id}`, Message)
  if (!found) throw new Refusal('not-found', ['no-such-message'])
  return found
}

export async function setState(
  tx: Tx,
  it: { id: string; state: Message['state']; at: string },
): Promise<void> {
  await tx.run(sql`update lists.message set state = ${it.state}, notice = null,
      written_at = case when ${it.state} = 'sent' then greatest(written_at, ${it.at}::timestamptz)
        else written_at end
    where id = ${it.id}`)
}

/** The words go, the place stays; so do those of a message that was turned down. */
export async function takeWords(tx: Tx, id: string): Promise<string[]> {
  await tx.run(sql`update lists.message set subject = '', body = '', shown = null where id = ${id}`)
  const gone = await tx.many(
    sql`delete from lists.file where message = ${id} returning id`,
    z.object({ id: z.string() }),
  )
  return gone.map((file) => file.id)
}

/** A thread takes the words of a first message that was redacted out of its title as well. */
export async function retitle(tx: Tx, thread: string): Promise<void> {
  await tx.run(sql`update lists.thread t set title = coalesce((select m.subject
      from lists.message m where m.thread = t.id and m.state = 'sent'
      order by m.written_at, m.id limit 1), '') where t.id = ${thread}`)
}

export async function setNotice(tx: Tx, id: string, notice: string | null): Promise<void> {
  await tx.run(sql`update lists.message set notice = ${notice} where id = ${id}`)
}

/** Messages of one sender since then; a stranger is counted by nobody. */
export async function countSince(tx: Tx, subscriber: string, since: string): Promise<number> {
  const found = await tx.one(
    sql`select count(*)::integer as count from lists.message
        where subscriber = ${subscriber} and written_at > ${since}`,
    z.object({ count: z.number() }),
  )
  return found?.count ?? 0
}

const File = z.object({ id: z.string(), name: z.string(), type: z.string(), bytes: z.number() })
export type Kept = z.infer<typeof File>

export async function addFile(tx: Tx, message: string, it: Kept): Promise<void> {
  await tx.run(sql`insert into lists.file (id, message, name, type, bytes)
    values (${it.id}, ${message}, ${it.name}, ${it.type}, ${it.bytes})`)
}

const OfMessage = File.extend({ message: z.string() })

/** Files of these messages. */
export function listFiles(
  tx: Tx,
  messages: readonly string[],
): Promise<z.infer<typeof OfMessage>[]> {
  return tx.many(
    sql`select id, message, name, type, bytes from lists.file
        where message = any(${[...messages]}::text[]) order by id limit 500`,
    OfMessage,
  )
}

export async function setAnswered(tx: Tx, thread: string, answered: boolean): Promise<void> {
  await tx.run(sql`update lists.thread set answered = ${answered} where id = ${thread}`)
}

/** A file of a message that can be read, or, for who moderates, that waits. */
export async function readFileOf(
  tx: Tx,
  it: { list: string; file: string; moderates: boolean },
): Promise<string | undefined> {
  const found = await tx.one(
    sql`select f.id from lists.file f join lists.message m on m.id = f.message
        where f.id = ${it.file} and m.list = ${it.list}
          and (m.state = 'sent' or (m.state = 'held' and ${it.moderates}::boolean))`,
    z.object({ id: z.string() }),
  )
  return found?.id
}
