/** Reading contests: one's own, the desk's, what is late, and what everybody may count. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { over, owed, type Cell } from '../model.ts'
import { anyOf } from './change.ts'
import {
  columns,
  type Contest,
  ContestRow,
  type Event,
  EventRow,
  type Task,
  TaskRow,
} from './rows.ts'

/** Everything one contested while signed in, the newest first. */
export function listOwn(tx: Tx, ref: string, limit = 200): Promise<Contest[]> {
  return tx.many(
    sql`select ${columns} from contests.contest where ref = ${ref} order by id desc limit ${limit}`,
    ContestRow,
  )
}

/**
 * Does the same person have one open about this report? Without an account that is whoever has its code; what came on
 * paper is somebody else's until the counter entered one.
 */
export async function hasOpen(
  tx: Tx,
  { report, ref, channel }: Pick<Contest, 'report' | 'ref' | 'channel'>,
): Promise<boolean> {
  const row = await tx.one(
    sql`select exists (select from contests.contest
        where report = ${report} and ref is not distinct from ${ref} and channel = ${channel}
          and ${anyOf(owed)}) as yes`,
    z.object({ yes: z.boolean() }),
  )
  return row?.yes ?? false
}

/** What happened, in order. */
export function listEvents(tx: Tx, id: number): Promise<Event[]> {
  return tx.many(
    sql`select at, state, by, badge, says from contests.event where contest = ${id}
      order by id limit 200`,
    EventRow,
  )
}

const views = {
  open: sql`${anyOf(owed)} order by due_on, id`,
  remedy: sql`${anyOf(['upheld', 'partly_upheld'])} order by id`,
  ended: sql`${anyOf(['rejected', ...over])} order by id desc`,
} as const

/** Parts of the desk's queue. */
export type View = keyof typeof views

/** The queue: what is due first stands first. */
export function listQueue(
  tx: Tx,
  { view, after, limit }: { view: View; after: number; limit: number },
): Promise<Contest[]> {
  return tx.many(
    sql`select ${columns} from contests.contest where ${views[view]} offset ${after} limit ${limit}`,
    ContestRow,
  )
}

/** Contests whose answer is late and nobody was told of, held. */
export function holdLate(tx: Tx, today: string, limit: number): Promise<Contest[]> {
  return tx.many(
    sql`select ${columns} from contests.contest
      where ${anyOf(owed)} and due_on < ${today}::date and escalated_on is null
      order by id limit ${limit} for update skip locked`,
    ContestRow,
  )
}

/** Contests in which nothing is left to be done, held, to be closed. */
export function holdEnding(tx: Tx, today: string, limit: number): Promise<Contest[]> {
  return tx.many(
    sql`select ${columns} from contests.contest
      where ${anyOf(['inadmissible', 'withdrawn', 'remedied'])}
        or (state = 'rejected' and again_until < ${today}::date)
      order by id limit ${limit} for update skip locked`,
    ContestRow,
  )
}

/** Contests with words that ended before this moment, or whose owner closed their account meanwhile, held. */
export function holdForgotten(tx: Tx, before: string, limit: number): Promise<Contest[]> {
  return tx.many(
    sql`select ${columns} from contests.contest
      where ended_at is not null and (ended_at < ${before} or forget_at_end) and erased_on is null
      order by id limit ${limit} for update skip locked`,
    ContestRow,
  )
}

const CountRow = z.object({
  algorithm: z.string(),
  received: z.number(),
  open: z.number(),
  late: z.number(),
  upheld: z.number(),
  partly: z.number(),
  rejected: z.number(),
  inadmissible: z.number(),
  withdrawn: z.number(),
})
/** How contests of one algorithm stand; anybody may know. */
export type Counted = z.infer<typeof CountRow>

/** How many decisions of an algorithm were contested since a moment. */
export async function countContested(tx: Tx, algorithm: string, since: string): Promise<number> {
  const found = await tx.one(
    sql`select count(*)::integer as count from contests.contest
      where algorithm = ${algorithm} and received_at >= ${since}`,
    z.object({ count: z.number() }),
  )
  return found?.count ?? 0
}

/** The counters of every algorithm that was ever contested. */
export function countByAlgorithm(tx: Tx, today: string): Promise<Counted[]> {
  return tx.many(
    sql`select algorithm, count(*)::int as received,
        (count(*) filter (where ${anyOf(owed)}))::int as open,
        (count(*) filter (where ${anyOf(owed)} and due_on < ${today}::date))::int as late,
        (count(*) filter (where outcome = 'upheld'))::int as upheld,
        (count(*) filter (where outcome = 'partly_upheld'))::int as partly,
        (count(*) filter (where outcome in ('rejected', 'final')))::int as rejected,
        (count(*) filter (where outcome = 'inadmissible'))::int as inadmissible,
        (count(*) filter (where state = 'withdrawn' or (state = 'closed' and outcome is null)))::int
          as withdrawn
      from contests.contest group by algorithm order by algorithm limit 200`,
    CountRow,
  )
}

/** What became of contests like this one since a day: same algorithm, category, district and language. */
export async function readCell(tx: Tx, of: Contest, since: string): Promise<Cell> {
  const row = await tx.one(
    sql`select count(*)::int as answered,
        (count(*) filter (where outcome in ('upheld', 'partly_upheld')))::int as upheld
      from contests.contest
      where algorithm = ${of.algorithm} and category = ${of.category}
        and district is not distinct from ${of.district} and language = ${of.language}
        and answered_at >= ${since} and outcome <> 'inadmissible'`,
    z.object({ answered: z.number(), upheld: z.number() }),
  )
  return row ?? { answered: 0, upheld: 0 }
}

/** Asks for an audit of a cell, unless one is asked for already; says whether it was new. */
export async function addTask(
  tx: Tx,
  { algorithm, category, district, language }: Contest,
  { answered, upheld, at }: Cell & { readonly at: string },
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into contests.task (algorithm, category, district, language, answered, upheld, asked_at)
    values (${algorithm}, ${category}, ${district}, ${language}, ${answered}, ${upheld}, ${at})
    on conflict (algorithm, category, coalesce(district, ''), language) where done_at is null
    do nothing`)
  return added > 0
}

const task = sql`id, algorithm, category, district, language, answered, upheld,
  asked_at as "askedAt", audit, done_at as "doneAt"`

/** Audits that contests asked for and that nobody made yet. */
export function listTasks(tx: Tx): Promise<Task[]> {
  return tx.many(
    sql`select ${task} from contests.task where done_at is null order by id limit 100`,
    TaskRow,
  )
}

/** Notes which audit answered; undefined when nothing of the kind was asked for. */
export function endTask(
  tx: Tx,
  id: number,
  { audit, at }: { readonly audit: string; readonly at: string },
): Promise<Task | undefined> {
  return tx.one(
    sql`update contests.task set audit = ${audit}, done_at = ${at}
      where id = ${id} and done_at is null returning ${task}`,
    TaskRow,
  )
}
