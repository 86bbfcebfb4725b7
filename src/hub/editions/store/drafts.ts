/** Editions in the making. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { Words } from '../model.ts'

const Draft = z.object({
  id: z.number(),
  words: Words,
  practices: z.array(z.number()),
  replaces: z.number().nullable(),
  issued: z.number().nullable(),
  changedAt: z.string(),
})
export type Draft = z.infer<typeof Draft>

const columns = sql`id, words, practices, replaces, issued, changed_at as "changedAt"`

const whole = (text: string | number) => (/^\d{1,9}$/.test(String(text)) ? Number(text) : 0)

export async function readDraft(tx: Tx, id: string | number): Promise<Draft> {
  const found = await tx.one(
    sql`select ${columns} from editions.draft where id = ${whole(id)}`,
    Draft,
  )
  if (!found) throw new Refusal('not-found', ['no-such-draft'])
  return found
}

/** Nobody else changes or issues it until we are done. */
export async function lockDraft(tx: Tx, id: string | number): Promise<Draft> {
  await tx.run(sql`select 1 from editions.draft where id = ${whole(id)} for update`)
  return readDraft(tx, id)
}

/** Drafts that were not issued, the last changed first. */
export function listDrafts(tx: Tx): Promise<Draft[]> {
  return tx.many(
    sql`select ${columns} from editions.draft where issued is null
        order by changed_at desc, id desc limit 100`,
    Draft,
  )
}

export async function addDraft(
  tx: Tx,
  it: { words: Words; practices: readonly number[]; replaces: number | null; at: string },
): Promise<number> {
  const row = await tx.one(
    sql`insert into editions.draft (words, practices, replaces, changed_at)
        values (${JSON.stringify(it.words)}::jsonb, ${[...it.practices]}::integer[],
          ${it.replaces}, ${it.at}) returning id`,
    z.object({ id: z.number() }),
  )
  if (!row) throw new Error('a draft was written and has no number')
  return row.id
}

export async function setWords(
  tx: Tx,
  it: { id: number; words: Words; at: string },
): Promise<void> {
  await tx.run(sql`update editions.draft set words = ${JSON.stringify(it.words)}::jsonb,
    changed_at = ${it.at} where id = ${it.id}`)
}

export async function setPractices(
  tx: Tx,
  it: { id: number; practices: readonly number[]; at: string },
): Promise<void> {
  await tx.run(sql`update editions.draft set practices = ${[...it.practices]}::integer[],
    changed_at = ${it.at} where id = ${it.id}`)
}

export async function setIssued(tx: Tx, it: { id: number; number: number }): Promise<void> {
  await tx.run(sql`update editions.draft set issued = ${it.number} where id = ${it.id}`)
}

export async function removeDraft(tx: Tx, id: number): Promise<void> {
  await tx.run(sql`delete from editions.draft where id = ${id} and issued is null`)
}
