/** Reading contests: one's own, the desk's, what is late, and what everybody may count. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { over, owed, toRemedy, type Cell } from '../model.ts'
import { anyOf } from './change.ts'
import { columns, type Contest, ContestRow, type Event, EventRow } from './rows.ts'

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

/** Badges of those who reviewed it before whoever contested asked for another look; nobody before that. */
export async function reviewedBefore(tx: Tx, id: number): Promise<string[]> {
  const rows = await tx.many(
    sql`select distinct badge from contests.event e
      where contest = ${id} and by = 'reviewer' and badge is not null and id < (
        select min(id) from contests.event
        where contest = ${id} and state = 'second_review' and by = 'contestant')
      order by badge limit 50`,
    z.object({ badge: z.string() }),
  )
  return rows.map(({ badge }) => badge)
}

const views = {
  open: sql`${anyOf(owed)} order by due_on, id`,
  remedy: sql`${anyOf(toRemedy)} order by remedy_by, id`,
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

/** Contests that were upheld and not put right by their day, and nobody was told of, held. */
export function holdUnremedied(tx: Tx, today: string, limit: number): Promise<Contest[]> {
  return tx.many(
    sql`select ${columns} from contests.contest
      where ${anyOf(toRemedy)} and remedy_by < ${today}::date and remedy_escalated_on is null
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
  toRemedy: z.number(),
  remedyLate: z.number(),
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
        (count(*) filter (where ${anyOf(toRemedy)}))::int as "toRemedy",
        (count(*) filter (where ${anyOf(toRemedy)} and remedy_by < ${today}::date))::int
          as "remedyLate",
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
