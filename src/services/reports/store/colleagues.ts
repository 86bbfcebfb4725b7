/** Officials who want a letter when a note names them. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'

const Colleague = z.object({ official: z.string(), badge: z.string(), language: z.string() })
/** Somebody who wants such letters. */
export type Colleague = z.infer<typeof Colleague>

/** Remembers the wish. */
export async function keepColleague(tx: Tx, it: Colleague, at: string): Promise<void> {
  await tx.run(sql`insert into reports.colleague (official, badge, language, at)
    values (${it.official}, ${it.badge}, ${it.language}, ${at})
    on conflict (official) do update set badge = excluded.badge, language = excluded.language`)
}

/** Takes the wish back. */
export function forgetColleague(tx: Tx, official: string): Promise<number> {
  return tx.run(sql`delete from reports.colleague where official = ${official}`)
}

/** Whether this official wants letters. */
export async function wantsLetters(tx: Tx, official: string): Promise<boolean> {
  const found = await tx.one(
    sql`select 1 as one from reports.colleague where official = ${official}`,
    z.object({ one: z.number() }),
  )
  return found !== undefined
}

/** Those of these badges who want letters. */
export function listColleagues(tx: Tx, badges: readonly string[]): Promise<Colleague[]> {
  return tx.many(
    sql`select official, badge, language from reports.colleague
        where badge = any(${[...badges]}::text[]) order by official limit 200`,
    Colleague,
  )
}
