/** Reports of one problem, and the parts of a report. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { held } from './change.ts'
import { Held, Listed, publicColumns } from './rows.ts'

/** Holds the report that another one was marked as the same as. */
export function holdTarget(tx: Tx, number: number): Promise<Held | undefined> {
  return tx.one(sql`select ${held} from reports.report where number = ${number} for update`, Held)
}

/** The earliest target among the reports marked as the same as this one, without one of them; null when none is left. */
export async function readEarliest(
  tx: Tx,
  target: number,
  without: number,
): Promise<string | null> {
  const found = await tx.one(
    sql`select min(due_on) as due from reports.report
        where duplicate_of = ${target} and number <> ${without} and state = 'duplicate'`,
    z.object({ due: z.string().nullable() }),
  )
  return found?.due ?? null
}

/** Holds the parts of a report on which work goes on. */
export function holdOpenParts(tx: Tx, parent: number): Promise<Held[]> {
  return tx.many(
    sql`select ${held} from reports.report where parent = ${parent} and class = 'open'
        order by number for update`,
    Held,
  )
}

/** How many parts a report has, open or not. */
export async function countParts(tx: Tx, parent: number): Promise<number> {
  const found = await tx.one(
    sql`select count(*) as count from reports.report where parent = ${parent}`,
    z.object({ count: z.number() }),
  )
  return found?.count ?? 0
}

/** The parts of a report, as everybody may see them. */
export function listParts(tx: Tx, parent: number): Promise<Listed[]> {
  return tx.many(
    sql`select ${publicColumns} from reports.report where parent = ${parent} order by number limit 20`,
    Listed,
  )
}
