/** What the provider has to remember: found by hashes, sealed by its key, gone when it is over. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Asked, askedShape } from '../model.ts'

/** One thing that is remembered. */
export interface Token {
  /** Kind and SHA-256: whoever reads the table cannot use it. */
  readonly id: string
  readonly model: string
  readonly application: string | null
  readonly connection: string | null
  readonly uid: string | null
  readonly sealed: Uint8Array
  readonly asked: Asked | null
  readonly until: string
}

/** How a resident answered, as the provider goes on with it. */
const answerShape = z.record(z.string(), z.unknown())
export type Answer = z.infer<typeof answerShape>

const Found = z.object({
  id: z.string(),
  sealed: z.instanceof(Uint8Array),
  consumed: z.string().nullable(),
  answer: answerShape.nullable(),
})
export type Found = z.infer<typeof Found>

const columns = sql`id, sealed, consumed_at as consumed, answer`

/** Remembers, or remembers anew. */
export async function keepToken(tx: Tx, one: Token): Promise<void> {
  const asked = one.asked && JSON.stringify(one.asked)
  await tx.run(sql`insert into applications.token
      (id, model, application, connection, uid, sealed, asked, until)
    values (${one.id}, ${one.model}, ${one.application}, ${one.connection}, ${one.uid},
      ${one.sealed}, ${asked}::jsonb, ${one.until})
    on conflict (id) do update set application = excluded.application,
      connection = excluded.connection, uid = excluded.uid, sealed = excluded.sealed,
      until = excluded.until`)
}

export function findToken(tx: Tx, id: string): Promise<Found | undefined> {
  return tx.one(sql`select ${columns} from applications.token where id = ${id}`, Found)
}

export function findByUid(tx: Tx, uid: string): Promise<Found | undefined> {
  return tx.one(
    sql`select ${columns} from applications.token where uid = ${uid}
    order by until desc limit 1`,
    Found,
  )
}

/** It was used and is good no more; true the first time. */
export async function consumeToken(tx: Tx, id: string, now: string): Promise<boolean> {
  const used = await tx.run(sql`update applications.token set consumed_at = ${now}
    where id = ${id} and consumed_at is null`)
  return used > 0
}

export async function dropToken(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`delete from applications.token where id = ${id}`)
}

/** Takes away what an application holds of one kind by one connection. */
export async function dropOf(tx: Tx, model: string, connection: string): Promise<void> {
  await tx.run(sql`delete from applications.token
    where model = ${model} and connection = ${connection}`)
}

/** Takes away everything of an application. */
export async function dropAllOf(tx: Tx, application: string): Promise<void> {
  await tx.run(sql`delete from applications.token where application = ${application}`)
}

const Waiting = z.object({ asked: askedShape, answeredBy: z.string().nullable() })

/** A sign-in that waits for the resident. */
export function findWaiting(
  tx: Tx,
  id: string,
  now: string,
): Promise<z.infer<typeof Waiting> | undefined> {
  return tx.one(
    sql`select asked, answered_by as "answeredBy" from applications.token
      where id = ${id} and asked is not null and until > ${now}`,
    Waiting,
  )
}

/** Writes down how somebody answered: the sign-in goes on with it, for them alone. */
export async function setAnswer(
  tx: Tx,
  { id, answer, by }: { readonly id: string; readonly answer: Answer; readonly by: string },
): Promise<void> {
  await tx.run(sql`update applications.token
    set answer = ${JSON.stringify(answer)}::jsonb, answered_by = ${by} where id = ${id}`)
}

/** Forgets what is over. */
export function forgetTokens(tx: Tx, now: string): Promise<number> {
  return tx.run(sql`delete from applications.token where until <= ${now}`)
}
