/** Whoever joined a report instead of reporting the same again; and everybody a public answer goes to. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { hashed, known } from './one.ts'

/** Somebody who joined. */
export interface Joining {
  readonly number: number
  readonly report: number
  readonly code: string
  readonly reporter: string | null
  readonly contact: string | null
  /** Where the vault has their words as they were typed; nowhere when nothing of them is hidden. */
  readonly original: string | null
  readonly byMail: boolean
  readonly language: string
  readonly at: string
}

/** Puts somebody to a report; their photos are for the desk alone. */
export async function addFollower(tx: Tx, it: Joining, photos: readonly string[]): Promise<void> {
  await tx.run(sql`
    insert into reports.follower (number, report, code_hash, reporter, contact, original, by_mail, language, at)
    values (${it.number}, ${it.report}, ${hashed(it.code)}, ${it.reporter}, ${it.contact}, ${it.original},
      ${it.byMail}, ${it.language}, ${it.at})`)
  if (photos.length === 0) return
  const added = await tx.run(sql`
    insert into reports.photo (file, report, at, by, follower)
    select file, ${it.report}::integer, ${it.at}::timestamptz, 'reporter', ${it.number}::integer
    from unnest(${[...photos]}::text[]) as file on conflict (file) do nothing`)
  if (added < photos.length) throw new Refusal('invalid', [{ code: 'file-gone', field: 'photos' }])
}

const Follower = z.object({ follower: z.number(), number: z.string(), at: z.string() })
export type Follower = z.infer<typeof Follower>

/** Whose code this is, and of which report; undefined when it is no follower's. */
export function followerBehind(tx: Tx, code: string): Promise<Follower | undefined> {
  return tx.one(
    sql`select number as follower, 'R-' || report as number, at from reports.follower
        where code_hash = ${hashed(code)}`,
    Follower,
  )
}

const Reached = z.object({ number: z.string() })

/**
 * The cases of everybody who left an address for this problem beside its own reporter: those who joined it, the
 * reporters of the reports marked as the same, and those who had joined these. Undoing a merge undoes this by itself.
 */
export async function listReached(tx: Tx, report: number): Promise<string[]> {
  const rows = await tx.many(
    sql`with same as (select number from reports.report where number = ${report} or
          (duplicate_of = ${report} and state = 'duplicate'))
        select 'R-' || number as number from (
          select number from reports.report
            where number in (select number from same) and number <> ${report} and contact is not null
          union all
          select number from reports.follower
            where report in (select number from same) and by_mail and contact is not null) as reached
        order by number limit 500`,
    Reached,
  )
  return rows.map(({ number }) => number)
}

/** Whom to write to for a case, and in which language: the reporter of a report, or whoever joined one. */
export function readContact(
  tx: Tx,
  number: string,
): Promise<{ contact: string; language: string } | undefined> {
  return tx.one(
    sql`select contact, language from reports.report where number = ${known(number)} and contact is not null
        union all
        select contact, language from reports.follower
        where number = ${known(number)} and contact is not null limit 1`,
    z.object({ contact: z.string(), language: z.string() }),
  )
}

const Counted = z.object({ count: z.number() })

/** How many joined this report, and those marked as the same. */
export async function countJoined(tx: Tx, report: number): Promise<number> {
  const found = await tx.one(
    sql`select count(*) as count from reports.follower f join reports.report r on r.number = f.report
        where r.number = ${report} or (r.duplicate_of = ${report} and r.state = 'duplicate')`,
    Counted,
  )
  return found?.count ?? 0
}

/** The pseudonyms under which words of this report lie in the vault: its reporter's first, then of who joined it. */
export async function listOriginals(tx: Tx, report: number): Promise<string[]> {
  const rows = await tx.many(
    sql`select original from (
        select 0 as number, original from reports.report where number = ${report}
        union all
        select number, original from reports.follower where report = ${report}) as kept
      where original is not null order by kept.number limit 50`,
    z.object({ original: z.string() }),
  )
  return [...new Set(rows.map(({ original }) => original))]
}
