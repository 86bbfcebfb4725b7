/** Which residents let which applications sign them in. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Connection } from '../model.ts'

const Row: z.ZodType<Connection> = z.object({
  id: z.string(),
  application: z.string(),
  ref: z.string(),
  allowed: z.array(z.string()),
  refused: z.array(z.string()),
  since: z.string(),
})
const columns = sql`id, application, ref, allowed, refused, since`

/** What a resident lets an application have now. */
export function findConnection(
  tx: Tx,
  application: string,
  ref: string,
): Promise<Connection | undefined> {
  return tx.one(
    sql`select ${columns} from applications.connection
      where application = ${application} and ref = ${ref} and until is null`,
    Row,
  )
}

/** The connection with this id, while it stands. */
export function readConnection(tx: Tx, id: string): Promise<Connection | undefined> {
  return tx.one(
    sql`select ${columns} from applications.connection where id = ${id} and until is null`,
    Row,
  )
}

/** Everything a resident lets applications have now, the newest first. */
export function listConnections(tx: Tx, ref: string): Promise<Connection[]> {
  return tx.many(
    sql`select ${columns} from applications.connection
      where ref = ${ref} and until is null order by id desc limit 500`,
    Row,
  )
}

/** Every resident's connection to one application. */
export function connectionsTo(tx: Tx, application: string): Promise<Connection[]> {
  return tx.many(
    sql`select ${columns} from applications.connection
      where application = ${application} and until is null order by id`,
    Row,
  )
}

export async function addConnection(tx: Tx, one: Connection): Promise<void> {
  await tx.run(sql`insert into applications.connection
      (id, application, ref, allowed, refused, since)
    values (${one.id}, ${one.application}, ${one.ref}, ${[...one.allowed]}, ${[...one.refused]},
      ${one.since})`)
}

/** The same connection with another answer. */
export async function setAnswers(
  tx: Tx,
  { id, allowed, refused }: Pick<Connection, 'id' | 'allowed' | 'refused'>,
): Promise<void> {
  await tx.run(sql`update applications.connection
    set allowed = ${[...allowed]}, refused = ${[...refused]} where id = ${id}`)
}

/** Ends a connection, and everything that the application holds by it, at once. */
export async function endConnection(tx: Tx, id: string, now: string): Promise<void> {
  await tx.run(sql`delete from applications.token where connection = ${id}`)
  await tx.run(sql`update applications.connection set until = ${now}
    where id = ${id} and until is null`)
}

/** Whose connections stand: the next after one of them, in order. */
export async function refsAfter(tx: Tx, ref: string): Promise<string[]> {
  const rows = await tx.many(
    sql`select distinct ref from applications.connection
      where until is null and ref > ${ref} order by ref limit 500`,
    z.object({ ref: z.string() }),
  )
  return rows.map((row) => row.ref)
}

/** Forgets connections that ended long ago. */
export function forgetConnections(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`delete from applications.connection where until < ${before}`)
}
