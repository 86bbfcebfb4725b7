/** What a city prepares to say in its next report. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { statuses } from '../model.ts'

const Draft = z.object({
  commitment: z.number(),
  half: z.string(),
  status: z.enum(statuses),
  text: z.string(),
})
/** A statement that is not said yet. */
export type Draft = z.infer<typeof Draft>

/** What is prepared for a half-year, of these commitments. */
export async function readDrafts(
  tx: Tx,
  numbers: readonly number[],
  half: string,
): Promise<ReadonlyMap<number, Draft>> {
  const rows = await tx.many(
    sql`select commitment, half, status, text from commitments.draft
        where commitment = any(${[...numbers]}::integer[]) and half = ${half}`,
    Draft,
  )
  return new Map(rows.map((row) => [row.commitment, row]))
}

export async function setDraft(tx: Tx, it: Draft & { at: string }): Promise<void> {
  await tx.run(sql`insert into commitments.draft (commitment, half, status, text, at)
    values (${it.commitment}, ${it.half}, ${it.status}, ${it.text}, ${it.at})
    on conflict (commitment) do update set half = excluded.half, status = excluded.status,
      text = excluded.text, at = excluded.at`)
}

export async function clearDraft(tx: Tx, commitment: number): Promise<void> {
  await tx.run(sql`delete from commitments.draft where commitment = ${commitment}`)
}
