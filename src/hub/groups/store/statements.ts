/** Joint statements, and the cities that signed them, each on its own day. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'

const Statement = z.object({
  number: z.number(),
  group: z.string(),
  title: z.string(),
  body: z.string(),
  sha256: z.string(),
  publishedOn: z.string(),
})
export type Statement = z.infer<typeof Statement>

const columns = sql`number, "group", title, body, sha256, published_on as "publishedOn"`

export async function addStatement(tx: Tx, it: Omit<Statement, 'number'>): Promise<number> {
  const made = await tx.one(
    sql`insert into groups.statement ("group", title, body, sha256, published_on)
      values (${it.group}, ${it.title}, ${it.body}, ${it.sha256}, ${it.publishedOn})
      returning number`,
    z.object({ number: z.number() }),
  )
  return made?.number ?? 0
}

export async function readStatement(
  tx: Tx,
  of: { group: string; number: number },
): Promise<Statement> {
  const found = await tx.one(
    sql`select ${columns} from groups.statement
      where number = ${of.number} and "group" = ${of.group}`,
    Statement,
  )
  if (!found) throw new Refusal('not-found', ['no-such-statement'])
  return found
}

export function listStatements(tx: Tx, group: string): Promise<Statement[]> {
  return tx.many(
    sql`select ${columns} from groups.statement where "group" = ${group}
      order by number desc limit 100`,
    Statement,
  )
}

const Signature = z.object({
  city: z.string(),
  authority: z.string(),
  decidedOn: z.string(),
  proof: z.string(),
  sha256: z.string(),
  signedOn: z.string(),
  withdrawnOn: z.string().nullable(),
})
export type Signature = z.infer<typeof Signature>

/** Who signed, the first ones first. */
export function listSignatures(tx: Tx, statement: number): Promise<Signature[]> {
  return tx.many(
    sql`select city, authority, decided_on as "decidedOn", proof, sha256, signed_on as "signedOn",
        withdrawn_on as "withdrawnOn" from groups.signature where statement = ${statement}
      order by signed_on, city limit 1000`,
    Signature,
  )
}

/** A city signs; one that had withdrawn signs anew, with a new decision. */
export async function addSignature(
  tx: Tx,
  it: Omit<Signature, 'withdrawnOn'> & { statement: number },
): Promise<void> {
  await tx.run(sql`insert into groups.signature
      (statement, city, authority, decided_on, proof, sha256, signed_on)
    values (${it.statement}, ${it.city}, ${it.authority}, ${it.decidedOn}, ${it.proof},
      ${it.sha256}, ${it.signedOn})
    on conflict (statement, city) do update set authority = excluded.authority,
      decided_on = excluded.decided_on, proof = excluded.proof, sha256 = excluded.sha256,
      signed_on = excluded.signed_on, withdrawn_on = null`)
}

export async function setWithdrawn(
  tx: Tx,
  it: { statement: number; city: string; on: string },
): Promise<void> {
  await tx.run(sql`update groups.signature set withdrawn_on = ${it.on}
    where statement = ${it.statement} and city = ${it.city}`)
}
