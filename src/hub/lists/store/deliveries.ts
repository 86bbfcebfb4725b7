/** What goes to whom, once: taken up in parts, and written down before it is sent. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Rhythm } from '../model.ts'

/** How a sending ended. `later`: the server asked to come again; `unsure`: it fell silent under way. */
export type Ended = 'sent' | 'later' | 'unsure' | 'failed' | 'gone'

/** A message waits for every subscriber of its list who wants each one and has not muted the thread. */
export function addForMessage(
  tx: Tx,
  it: { message: string; list: string; thread: string },
): Promise<number> {
  return tx.run(sql`insert into lists.delivery (piece, subscriber)
    select ${it.message}, s.id from lists.subscriber s
    where s.list = ${it.list} and s.state = 'on' and s.rhythm = 'each' and not s.outside
      and not exists
      (select 1 from lists.mute m where m.subscriber = s.id and m.thread = ${it.thread})
    on conflict do nothing`)
}

/** A digest waits for everybody of its list who wants one. */
export function addForDigest(
  tx: Tx,
  it: { digest: string; list: string; rhythm: Rhythm },
): Promise<number> {
  return tx.run(sql`insert into lists.delivery (piece, subscriber)
    select ${it.digest}, id from lists.subscriber
    where list = ${it.list} and state = 'on' and rhythm = ${it.rhythm} and not outside
    on conflict do nothing`)
}

/** A run that died left some under way: nobody knows of these whether they arrived. What had to wait, waits no more. */
export async function takeStock(tx: Tx, piece: string): Promise<number> {
  await tx.run(sql`update lists.delivery set state = 'waiting'
    where piece = ${piece} and state = 'later'`)
  return tx.run(sql`update lists.delivery set state = 'unsure'
    where piece = ${piece} and state = 'sending'`)
}

const Receiver = z.object({
  id: z.string(),
  contact: z.string(),
  code: z.string(),
  bounce: z.string(),
  language: z.string(),
})
export type Receiver = z.infer<typeof Receiver>

/** Takes the next receivers: from now on they are under way, whatever happens next. */
export function takeNext(tx: Tx, piece: string, limit: number): Promise<Receiver[]> {
  return tx.many(
    sql`with next as (
          select d.subscriber from lists.delivery d
          where d.piece = ${piece} and d.state = 'waiting'
          order by d.subscriber limit ${limit} for update skip locked),
        taken as (
          update lists.delivery d set state = 'sending' from next
          where d.piece = ${piece} and d.subscriber = next.subscriber returning d.subscriber)
        select s.id, s.contact, s.code, s.bounce, s.language
        from taken join lists.subscriber s on s.id = taken.subscriber order by s.id`,
    Receiver,
  )
}

/** Notes how those ended that were under way. */
export async function noteEnded(
  tx: Tx,
  piece: string,
  ended: readonly { subscriber: string; state: Ended }[],
): Promise<void> {
  if (ended.length === 0) return
  await tx.run(sql`update lists.delivery d set state = e.state
    from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as e (subscriber text, state text)
    where d.piece = ${piece} and d.subscriber = e.subscriber and d.state = 'sending'`)
}

const Unsure = z.object({ piece: z.string(), count: z.number() })

/** Messages of a list of which nobody knows whether some receivers got them. */
export function listUnsure(tx: Tx, list: string): Promise<z.infer<typeof Unsure>[]> {
  return tx.many(
    sql`select d.piece, count(*)::integer as count from lists.delivery d
        join lists.message m on m.id = d.piece
        where m.list = ${list} and d.state = 'unsure' group by d.piece order by d.piece desc limit 20`,
    Unsure,
  )
}

/** Those that are unsure wait again: somebody decided that twice is better than never. */
export function setWaiting(tx: Tx, piece: string): Promise<number> {
  return tx.run(sql`update lists.delivery set state = 'waiting'
    where piece = ${piece} and state = 'unsure'`)
}

/** What arrived long ago is forgotten; what is unsure stays until somebody decides. */
export function forgetOld(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`delete from lists.delivery d using lists.message m
    where m.id = d.piece and m.written_at < ${before} and d.state in ('sent', 'failed', 'gone')`)
}

const Digest = z.object({
  id: z.string(),
  list: z.string(),
  rhythm: z.enum(['daily', 'weekly']),
  fromAt: z.string(),
  untilAt: z.string(),
})
export type Digest = z.infer<typeof Digest>

/** Makes the digest of a list for this time, unless there is one, or nothing was said; gives it when it is new. */
export async function addDigest(tx: Tx, it: Digest): Promise<boolean> {
  const made = await tx.run(sql`insert into lists.digest (id, list, rhythm, from_at, until_at)
    select ${it.id}, ${it.list}, ${it.rhythm}, ${it.fromAt}, ${it.untilAt}
    where exists (select 1 from lists.message m where m.list = ${it.list} and m.state = 'sent'
      and m.written_at >= ${it.fromAt} and m.written_at < ${it.untilAt})
    on conflict do nothing`)
  return made > 0
}

export function readDigest(tx: Tx, id: string): Promise<Digest | undefined> {
  return tx.one(
    sql`select id, list, rhythm, from_at as "fromAt", until_at as "untilAt"
        from lists.digest where id = ${id}`,
    Digest,
  )
}

const Part = z.object({
  id: z.string(),
  thread: z.string(),
  subject: z.string(),
  shown: z.string().nullable(),
  body: z.string(),
})

/** What was said in the time of a digest. */
export function listOfDigest(tx: Tx, it: Digest): Promise<z.infer<typeof Part>[]> {
  return tx.many(
    sql`select id, thread, subject, shown, left(body, 600) as body from lists.message
        where list = ${it.list} and state = 'sent'
          and written_at >= ${it.fromAt} and written_at < ${it.untilAt}
        order by thread, written_at, id limit 200`,
    Part,
  )
}
