/** Audits that contests ask for. */
import { sql, type Tx } from '#core/database'
import type { Cell } from '../model.ts'
import { type Contest, type Task, TaskRow } from './rows.ts'

/** Asks for an audit of a cell, unless one is asked for already; says whether it was new. */
export async function addTask(
  tx: Tx,
  { algorithm, category, district, language }: Contest,
  { answered, upheld, at }: Cell & { readonly at: string },
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into contests.task (algorithm, category, district, language, answered, upheld, asked_at)
    values (${algorithm}, ${category}, ${district}, ${language}, ${answered}, ${upheld}, ${at})
    on conflict (algorithm, category, coalesce(district, ''), language) where done_at is null
    do nothing`)
  return added > 0
}

const task = sql`id, algorithm, category, district, language, answered, upheld,
  asked_at as "askedAt", audit, done_at as "doneAt"`

/** Audits that contests asked for and that nobody made yet. */
export function listTasks(tx: Tx): Promise<Task[]> {
  return tx.many(
    sql`select ${task} from contests.task where done_at is null order by id limit 100`,
    TaskRow,
  )
}

/** Notes which audit answered; undefined when nothing of the kind was asked for. */
export function endTask(
  tx: Tx,
  id: number,
  { audit, at }: { readonly audit: string; readonly at: string },
): Promise<Task | undefined> {
  return tx.one(
    sql`update contests.task set audit = ${audit}, done_at = ${at}
      where id = ${id} and done_at is null returning ${task}`,
    TaskRow,
  )
}
