/** Answers that officials began and have not sent. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { states } from '../model.ts'
import { known } from './one.ts'

/** In which of the desk's forms something was begun. */
export const begunIn = ['move', 'ask', 'answer'] as const

const Begun = z.object({
  act: z.enum(begunIn),
  state: z.enum(states).nullable(),
  text: z.string(),
  template: z.string().nullable(),
})
/** An answer that an official began and has not sent. */
export type Begun = z.infer<typeof Begun>

/** Keeps what an official began for a report. */
export async function keepBegun(
  tx: Tx,
  it: Begun & { readonly number: string; readonly official: string; readonly now: string },
): Promise<void> {
  await tx.run(sql`
    insert into reports.begun (report, official, act, state, text, template, begun_at)
    values (${known(it.number)}, ${it.official}, ${it.act}, ${it.state}, ${it.text}, ${it.template}, ${it.now})
    on conflict (report, official, act) do update set state = excluded.state, text = excluded.text,
      template = excluded.template, begun_at = excluded.begun_at`)
}

/** What this official began for a report. */
export function listBegun(tx: Tx, number: string, official: string): Promise<Begun[]> {
  return tx.many(
    sql`select act, state, text, template from reports.begun
        where report = ${known(number)} and official = ${official}`,
    Begun,
  )
}

/** It went out: what was begun is forgotten; gives the template it was begun with, if any. */
export async function takeBegun(
  tx: Tx,
  it: Pick<Begun, 'act'> & { readonly report: number; readonly official: string },
): Promise<string | null> {
  const found = await tx.one(
    sql`delete from reports.begun where report = ${it.report} and official = ${it.official}
        and act = ${it.act} returning template`,
    z.object({ template: z.string().nullable() }),
  )
  return found?.template ?? null
}

/** Forgets what was begun before a moment. */
export function forgetBegun(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`delete from reports.begun where begun_at < ${before}`)
}
