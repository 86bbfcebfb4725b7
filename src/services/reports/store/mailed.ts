/** What came by mail: that it was here already, and which answer belongs to which case. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { hashed } from './one.ts'

/** Remembers a message by its hash; false when it was here before. */
export async function noteMail(tx: Tx, it: { id: string; at: string }): Promise<boolean> {
  const added = await tx.run(sql`
    insert into reports.mailed (id_hash, at) values (${hashed(it.id)}, ${it.at})
    on conflict (id_hash) do nothing`)
  return added === 1
}

/** Messages that came before this moment are forgotten; nobody sends them again. */
export async function forgetMailed(tx: Tx, before: string): Promise<void> {
  await tx.run(sql`delete from reports.mailed where at < ${before}`)
}

/** The secret in the address by which an answer finds this case: the one it has, or this new one. */
export async function codeOfCase(tx: Tx, number: number, fresh: string): Promise<string> {
  const found = await tx.one(
    sql`insert into reports.answer_way (number, code) values (${number}, ${fresh})
        on conflict (number) do update set code = reports.answer_way.code returning code`,
    z.object({ code: z.string() }),
  )
  return found?.code ?? fresh
}

const Way = z.object({
  /** The case: of the report itself, or of somebody who joined it. */
  number: z.number(),
  report: z.string(),
  follower: z.boolean(),
})

/** Which case an answer belongs to; undefined when the secret is none of ours. */
export function caseBehind(tx: Tx, code: string): Promise<z.infer<typeof Way> | undefined> {
  return tx.one(
    sql`select w.number, 'R-' || coalesce(f.report, r.number) as report, f.number is not null as follower
        from reports.answer_way w
        left join reports.report r on r.number = w.number
        left join reports.follower f on f.number = w.number
        where w.code = ${code} and (r.number is not null or f.number is not null)`,
    Way,
  )
}

/** Where the vault has the words of somebody who joined, unless it has some already. */
export async function keepOriginal(tx: Tx, follower: number, original: string): Promise<void> {
  await tx.run(sql`update reports.follower set original = coalesce(original, ${original})
    where number = ${follower}`)
}
