import { type Statement, sql, type Tx } from '#core/database'
import type { Json } from '#core/kernel'
import { z } from 'zod'
import type { Because } from './decision.ts'

/** A decision as the public register shows it. */
export interface RegisteredDecision {
  readonly name: string
  readonly version: number
  /** SHA-256 of the model. */
  readonly hash: string
  readonly says: string
  readonly law: string
  readonly contestAt: string
  readonly since: string
  /** Null while it is in force. */
  readonly until: string | null
  /** The release that runs holds its code. */
  readonly held: boolean
}

/** A decision that was taken. */
export interface Taken {
  readonly id: string
  readonly decision: string
  readonly version: number
  readonly hash: string
  readonly about: string
  readonly facts: Json
  readonly outcome: string
  readonly because: Because
  readonly at: string
}

const RegisteredRow: z.ZodType<RegisteredDecision> = z.object({
  name: z.string(),
  version: z.number(),
  hash: z.string(),
  says: z.string(),
  law: z.string(),
  contestAt: z.string(),
  since: z.string(),
  until: z.string().nullable(),
  held: z.boolean(),
})

const TakenRow: z.ZodType<Taken> = z.object({
  id: z.string(),
  decision: z.string(),
  version: z.number(),
  hash: z.string(),
  about: z.string(),
  facts: z.json(),
  outcome: z.string(),
  because: z.object({
    key: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  at: z.string(),
})

const registered = sql`select name, version, hash, says, law, contest_at as "contestAt", since, until, held
  from decisions.registered`
const taken = sql`select id, decision, version, hash, about, facts, outcome, because, at
  from decisions.taken`

const some = (limit = 50): Statement => sql`limit ${Math.max(1, Math.min(limit, 500))}`

/** The decisions in force, by name; `after` is the last name of the page before. */
export function listRegistered(
  tx: Tx,
  { after = '', limit }: { after?: string | undefined; limit?: number | undefined } = {},
): Promise<RegisteredDecision[]> {
  return tx.many(
    sql`${registered} where until is null and name > ${after} order by name, version ${some(limit)}`,
    RegisteredRow,
  )
}

/** Every version of one decision that ever ran here, the newest first. */
export function readRegistered(tx: Tx, name: string): Promise<RegisteredDecision[]> {
  return tx.many(sql`${registered} where name = ${name} order by version desc`, RegisteredRow)
}

/** Which decisions were taken, newest first; `before` is the last id of the page before. */
export function listTaken(
  tx: Tx,
  filter: {
    decision?: string | undefined
    about?: string | undefined
    before?: string | undefined
    limit?: number | undefined
  } = {},
): Promise<Taken[]> {
  const { decision, about, before, limit } = filter
  const of = decision === undefined ? sql.empty : sql`and decision = ${decision}`
  const what = about === undefined ? sql.empty : sql`and about = ${about}`
  const older = before === undefined ? sql.empty : sql`and id < ${before}`
  return tx.many(
    sql`${taken} where true ${of} ${what} ${older} order by id desc ${some(limit)}`,
    TakenRow,
  )
}

/** These decisions, in the order in which they were taken. */
export function readTakenOf(tx: Tx, ids: readonly string[]): Promise<Taken[]> {
  return tx.many(sql`${taken} where id = any(${ids}::text[]) order by id`, TakenRow)
}

/** One decision that was taken. */
export function readTaken(tx: Tx, id: string): Promise<Taken | undefined> {
  return tx.one(sql`${taken} where id = ${id}`, TakenRow)
}
