/** What residents and associations say about a commitment. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Comment = z.object({
  id: z.string(),
  at: z.string(),
  as: z.string(),
  text: z.string().nullable(),
  hidden: z.string().nullable(),
})
/** A comment; a hidden one leaves its place and the reason why. */
export type Comment = z.infer<typeof Comment>

export function listComments(tx: Tx, number: number): Promise<Comment[]> {
  return tx.many(
    sql`select id, at, written_as as "as", hidden, case when hidden is null then text end as text
        from commitments.comment where commitment = ${number} order by at, id limit 1000`,
    Comment,
  )
}

export async function addComment(
  tx: Tx,
  number: number,
  it: { id: string; at: string; as: string; text: string; salt: string },
): Promise<void> {
  await tx.run(sql`insert into commitments.comment (id, commitment, at, written_as, text, salt)
    values (${it.id}, ${number}, ${it.at}, ${it.as}, ${it.text}, ${it.salt})`)
}

/** False when there is no such comment in sight. */
export async function hideComment(
  tx: Tx,
  number: number,
  it: { id: string; reason: string },
): Promise<boolean> {
  const hidden = await tx.run(sql`update commitments.comment set hidden = ${it.reason}
    where id = ${it.id} and commitment = ${number} and hidden is null`)
  return hidden > 0
}
