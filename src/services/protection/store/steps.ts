/** What each step writes down. */
import { sql, type Tx } from '#core/database'
import type { Asked } from './rows.ts'
import { change } from './change.ts'

export const begin = (tx: Tx, id: number) => change(tx, id, sql`state = 'handling'`)

export const withdraw = (tx: Tx, id: number, at: string) =>
  change(tx, id, sql`state = 'withdrawn', done_at = ${at}, paused_on = null`)

export const extend = (tx: Tx, id: number, to: { dueOn: string; why: string }) =>
  change(tx, id, sql`extended = true, due_on = ${to.dueOn}, extended_why = ${to.why}, reminded = 0`)

export const pause = (tx: Tx, id: number, on: string) => change(tx, id, sql`paused_on = ${on}`)

export const goOn = (
  tx: Tx,
  id: number,
  to: { dueOn: string; pausedDays: number; identified: string | null },
) =>
  change(
    tx,
    id,
    sql`paused_on = null, due_on = ${to.dueOn}, paused_days = ${to.pausedDays}, reminded = 0,
      identified = coalesce(${to.identified}, identified)`,
  )

export const askUnit = (tx: Tx, id: number, of: { unit: string; at: string; by: string }) =>
  change(tx, id, sql`unit = ${of.unit}, asked_at = ${of.at}, explain_by = ${of.by}`)

export const explain = (tx: Tx, id: number, at: string) => change(tx, id, sql`explained_at = ${at}`)

export const answer = (
  tx: Tx,
  id: number,
  it: Pick<Asked, 'outcome' | 'ground' | 'finding' | 'breach' | 'toCarry'> & { at: string },
) =>
  change(
    tx,
    id,
    sql`state = 'answered', outcome = ${it.outcome}, ground = ${it.ground},
      finding = ${it.finding}, breach = ${it.breach}, to_carry = ${it.toCarry},
      answered_at = ${it.at}`,
  )

export const carried = (tx: Tx, id: number, at: string) =>
  change(tx, id, sql`to_carry = false, carried_at = ${at}`)

export const close = (tx: Tx, id: number, at: string) =>
  change(tx, id, sql`state = 'done', done_at = ${at}`)

/** The reminder of this number went out. */
export const reminded = (tx: Tx, id: number, count: number) =>
  tx.run(sql`update protection.request set reminded = ${count} where id = ${id}`)
