/** Partners of the coalition. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { kinds } from './model.ts'

const Partner = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(kinds),
  role: z.record(z.string(), z.string()),
  website: z.string().nullable(),
  since: z.string().nullable(),
  leftOn: z.string().nullable(),
})
export type Partner = z.infer<typeof Partner>

const columns = sql`id, name, kind, role, website, since, left_on as "leftOn"`

/** Every partner, those that left last. */
export function listPartners(tx: Tx): Promise<Partner[]> {
  return tx.many(
    sql`select ${columns} from partners.partner order by left_on is not null, name limit 500`,
    Partner,
  )
}

export async function readPartner(tx: Tx, id: string): Promise<Partner> {
  const found = await tx.one(sql`select ${columns} from partners.partner where id = ${id}`, Partner)
  if (!found) throw new Refusal('not-found', ['no-such-partner'])
  return found
}

/** Is there a partner of this name, or of this address? */
export async function hasPartner(tx: Tx, it: { id: string; name: string }): Promise<boolean> {
  const found = await tx.one(
    sql`select id from partners.partner where id = ${it.id} or lower(name) = lower(${it.name})`,
    z.object({ id: z.string() }),
  )
  return found !== undefined
}

/** What is kept of a partner. */
export interface Facts {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly role: Readonly<Record<string, string>>
  readonly website: string | null
  readonly since: string | null
  readonly at: string
}

export async function addPartner(tx: Tx, it: Facts): Promise<void> {
  await tx.run(sql`insert into partners.partner (id, name, kind, role, website, since, changed_at)
    values (${it.id}, ${it.name}, ${it.kind}, ${JSON.stringify(it.role)}::jsonb, ${it.website},
      ${it.since}, ${it.at})`)
}

/** New words and facts; the role is replaced in the languages that are given. */
export async function setPartner(tx: Tx, it: Omit<Facts, 'name'>): Promise<void> {
  await tx.run(sql`update partners.partner set kind = ${it.kind}, website = ${it.website},
    since = ${it.since}, role = role || ${JSON.stringify(it.role)}::jsonb, changed_at = ${it.at}
    where id = ${it.id}`)
}

export async function setLeft(tx: Tx, it: { id: string; on: string; at: string }): Promise<void> {
  await tx.run(sql`update partners.partner set left_on = ${it.on}, changed_at = ${it.at}
    where id = ${it.id}`)
}
