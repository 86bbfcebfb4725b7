/** Applications that may sign residents in, and what is proposed of them. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { type Application, type Facts, factsShape, type Standing } from '../model.ts'

const Row: z.ZodType<Application> = z.object({
  id: z.string(),
  state: z.enum(['proposed', 'standing', 'ended']),
  facts: factsShape.nullable(),
  proposed: factsShape.nullable(),
  proposedBy: z.string().nullable(),
  hasSecret: z.boolean(),
  since: z.string(),
})
const columns = sql`id, state, facts, proposed, proposed_by as "proposedBy",
  secret is not null as "hasSecret", since`

const stands = (one: Application): one is Standing => one.state === 'standing' && one.facts !== null

/** Applications that may sign residents in. */
export async function listStanding(tx: Tx): Promise<Standing[]> {
  const rows = await tx.many(
    sql`select ${columns} from applications.application where state = 'standing'
      order by id limit 500`,
    Row,
  )
  return rows.filter(stands)
}

/** Every application there is or was; what waits for an approval comes first. */
export function listApplications(tx: Tx): Promise<Application[]> {
  return tx.many(
    sql`select ${columns} from applications.application
      order by proposed is null, state = 'ended', id limit 500`,
    Row,
  )
}

/** An application, also one that waits or has ended. */
export async function readApplication(tx: Tx, id: string): Promise<Application> {
  const found = await tx.one(
    sql`select ${columns} from applications.application where id = ${id}`,
    Row,
  )
  if (!found) throw new Refusal('not-found', ['no-such-application'])
  return found
}

/** An application that may sign residents in now. */
export async function findStanding(tx: Tx, id: string): Promise<Standing | undefined> {
  const found = await tx.one(
    sql`select ${columns} from applications.application where id = ${id} and state = 'standing'`,
    Row,
  )
  return found && stands(found) ? found : undefined
}

/** SHA-256 of the secret of an application, in hexadecimal. */
export async function secretOf(tx: Tx, id: string): Promise<string | undefined> {
  const found = await tx.one(
    sql`select encode(secret, 'hex') as secret from applications.application where id = ${id}`,
    z.object({ secret: z.string().nullable() }),
  )
  return found?.secret ?? undefined
}

interface Proposal {
  readonly id: string
  readonly facts: Facts
  readonly by: string
  readonly now: string
}

/** A new application waits for its approval; false when there is one of this name. */
export async function addApplication(tx: Tx, { id, facts, by, now }: Proposal): Promise<boolean> {
  const made = await tx.run(sql`insert into applications.application
      (id, state, proposed, proposed_by, since)
    values (${id}, 'proposed', ${JSON.stringify(facts)}::jsonb, ${by}, ${now})
    on conflict do nothing`)
  return made > 0
}

/** A change waits for its approval; a newer one takes its place. */
export async function proposeChange(tx: Tx, { id, facts, by }: Proposal): Promise<void> {
  await tx.run(sql`update applications.application
    set proposed = ${JSON.stringify(facts)}::jsonb, proposed_by = ${by}
    where id = ${id} and state <> 'ended'`)
}

/** What was proposed holds from now on. */
export async function approveProposed(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update applications.application
    set state = 'standing', facts = proposed, proposed = null, proposed_by = null
    where id = ${id} and proposed is not null`)
}

/** What was proposed does not come to be; an application that never held is gone. */
export async function dropProposed(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`delete from applications.application where id = ${id} and state = 'proposed'`)
  await tx.run(sql`update applications.application set proposed = null, proposed_by = null
    where id = ${id}`)
}

/** Only the hash of a secret is kept. */
export async function setSecret(tx: Tx, id: string, hash: Uint8Array): Promise<void> {
  await tx.run(sql`update applications.application set secret = ${hash} where id = ${id}`)
}

export async function endApplication(tx: Tx, id: string, now: string): Promise<void> {
  await tx.run(sql`update applications.application
    set state = 'ended', ended_at = ${now}, proposed = null, proposed_by = null, secret = null
    where id = ${id}`)
}
