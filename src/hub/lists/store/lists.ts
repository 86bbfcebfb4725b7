/** The lists of the hub, and what stands in numbers about them. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { kinds } from '../model.ts'

const List = z.object({
  name: z.string(),
  domain: z.string(),
  title: z.string(),
  about: z.string(),
  kind: z.enum(kinds),
  salt: z.string(),
})
export type List = z.infer<typeof List>

const columns = sql`name, domain, title, about, kind, salt`

const Told = List.omit({ salt: true }).extend({ threads: z.number(), subscribers: z.number() })

/** Every list, with how much there is to read and how many get it. */
export function listLists(tx: Tx): Promise<z.infer<typeof Told>[]> {
  return tx.many(
    sql`select l.name, l.domain, l.title, l.about, l.kind,
          (select count(*) from lists.thread t where t.list = l.name and t.messages > 0)::integer
            as threads,
          (select count(*) from lists.subscriber s where s.list = l.name and s.state <> 'asked')
            ::integer as subscribers
        from lists.list l order by l.name limit 200`,
    Told,
  )
}

export async function hasList(tx: Tx, name: string): Promise<boolean> {
  const found = await tx.one(
    sql`select name from lists.list where name = ${name}`,
    z.object({ name: z.string() }),
  )
  return found !== undefined
}

export async function readList(tx: Tx, name: string): Promise<List> {
  const found = await tx.one(sql`select ${columns} from lists.list where name = ${name}`, List)
  if (!found) throw new Refusal('not-found', ['no-such-list'])
  return found
}

/** Whether there is a list of this name at this domain. */
export async function isListAt(tx: Tx, name: string, domain: string): Promise<boolean> {
  const found = await tx.one(
    sql`select name from lists.list where name = ${name} and domain = ${domain}`,
    z.object({ name: z.string() }),
  )
  return found !== undefined
}

export async function addList(tx: Tx, it: List & { at: string }): Promise<void> {
  await tx.run(sql`insert into lists.list (name, domain, title, about, kind, salt, opened_at)
    values (${it.name}, ${it.domain}, ${it.title}, ${it.about}, ${it.kind}, ${it.salt}, ${it.at})`)
}

/** Counts what came and was not taken up: nothing is dropped without a trace. */
export async function countLoop(
  tx: Tx,
  it: { list: string; day: string; why: string },
): Promise<void> {
  await tx.run(sql`insert into lists.loop as l (list, day, why, count)
    values (${it.list}, ${it.day}, ${it.why}, 1)
    on conflict (list, day, why) do update set count = l.count + 1`)
}

const Loop = z.object({ day: z.string(), why: z.string(), count: z.number() })

/** What was not taken up, the latest day first. */
export function listLoops(tx: Tx, list: string): Promise<z.infer<typeof Loop>[]> {
  return tx.many(
    sql`select day, why, count from lists.loop where list = ${list} order by day desc, why limit 30`,
    Loop,
  )
}

const Counted = z.object({
  list: z.string(),
  subscribers: z.number(),
  messages: z.number(),
  held: z.number(),
})

/** Numbers of each list that are not those the record knows; they are marked as known. */
export function takeCounts(tx: Tx): Promise<z.infer<typeof Counted>[]> {
  return tx.many(
    sql`with now as (
          select l.name, jsonb_build_object(
            'subscribers', (select count(*) from lists.subscriber s
              where s.list = l.name and s.state <> 'asked'),
            'messages', (select count(*) from lists.message m
              where m.list = l.name and m.state = 'sent'),
            'held', (select count(*) from lists.message m
              where m.list = l.name and m.state = 'held')) as counted
          from lists.list l order by l.name limit 200)
        update lists.list l set counted = now.counted from now
        where now.name = l.name and now.counted <> l.counted
        returning l.name as list, (l.counted ->> 'subscribers')::integer as subscribers,
          (l.counted ->> 'messages')::integer as messages, (l.counted ->> 'held')::integer as held`,
    Counted,
  )
}

/** May this sender be told that a message waits? Marks that it was; false when that was lately. */
export async function mayTell(
  tx: Tx,
  it: { list: string; mark: string; at: string; before: string },
): Promise<boolean> {
  const told = await tx.run(sql`insert into lists.notice as n (list, mark, told_at)
    values (${it.list}, ${it.mark}, ${it.at})
    on conflict (list, mark) do update set told_at = excluded.told_at
      where n.told_at < ${it.before}`)
  return told > 0
}
