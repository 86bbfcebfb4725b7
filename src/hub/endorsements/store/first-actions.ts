/** What cities say they do first, by area of the checklist. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { areas } from '../model.ts'

const FirstAction = z.object({ area: z.enum(areas), text: z.string() })
/** One action in one area of the checklist, in the words of the city. */
export type FirstAction = z.infer<typeof FirstAction>

const inOrder = (rows: readonly FirstAction[]) =>
  rows.toSorted((one, other) => areas.indexOf(one.area) - areas.indexOf(other.area))

/** What an application names, in the order of the checklist. */
export async function listActions(tx: Tx, application: number): Promise<FirstAction[]> {
  const rows = await tx.many(
    sql`select area, text from endorsements.first_action where application = ${application}`,
    FirstAction,
  )
  return inOrder(rows)
}

/** Puts these in the place of what was named before. */
export async function setActions(
  tx: Tx,
  application: number,
  actions: readonly FirstAction[],
): Promise<void> {
  await tx.run(sql`delete from endorsements.first_action where application = ${application}`)
  if (actions.length === 0) return
  await tx.run(sql`insert into endorsements.first_action (application, area, text)
    select ${application}, area, text
    from jsonb_to_recordset(${JSON.stringify(actions)}::jsonb) as a (area text, text text)`)
}

/** What a member named when it joined, or when it affirmed and named something again; nobody else has any. */
export async function listFirstActions(tx: Tx, city: string): Promise<FirstAction[]> {
  const rows = await tx.many(
    sql`select f.area, f.text from endorsements.first_action f where f.application =
          (select max(a.number) from endorsements.application a
            join endorsements.first_action n on n.application = a.number
            join endorsements.membership m on m.city = a.city
            where a.city = ${city} and a.state = 'member' and m.state in ('member', 'on_hold'))`,
    FirstAction,
  )
  return inOrder(rows)
}
