/** Who confirmed what was found, and for which state. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { items, voices } from '../model.ts'

const Confirmation = z.object({
  number: z.number(),
  city: z.string(),
  item: z.enum(items),
  facts: z.string(),
  voice: z.enum(voices),
  from: z.string().nullable(),
  interests: z.string().nullable(),
  text: z.string(),
  at: z.string(),
  withdrawnAt: z.string().nullable(),
})
/** A confirmation as everybody may read it. Who gave it is not read. */
export type Confirmation = z.infer<typeof Confirmation>

const columns = sql`number, city, item, facts, voice, from_city as "from", interests, text,
  confirmed_at as at, withdrawn_at as "withdrawnAt"`

/** Of one item of a city, the newest first. */
export function listConfirmations(
  tx: Tx,
  it: { city: string; item: string; limit: number },
): Promise<Confirmation[]> {
  return tx.many(
    sql`select ${columns} from evidence.confirmation where city = ${it.city} and item = ${it.item}
      order by number desc limit ${it.limit}`,
    Confirmation,
  )
}

/** Everything that was confirmed of these cities and not taken back. */
export function listConfirmed(tx: Tx, cities: readonly string[]): Promise<Confirmation[]> {
  return tx.many(
    sql`select ${columns} from evidence.confirmation
      where city = any(${[...cities]}::text[]) and withdrawn_at is null
      order by number desc limit 5000`,
    Confirmation,
  )
}

const Mine = Confirmation.pick({ number: true, facts: true })

/** Those of this person on one item that hold. */
export function listMine(
  tx: Tx,
  it: { city: string; item: string; ref: string },
): Promise<z.infer<typeof Mine>[]> {
  return tx.many(
    sql`select number, facts from evidence.confirmation where city = ${it.city}
      and item = ${it.item} and ref = ${it.ref} and withdrawn_at is null
      order by number desc limit 50`,
    Mine,
  )
}

/** Writes it down; gives its number. */
export async function addConfirmation(
  tx: Tx,
  it: Omit<Confirmation, 'number' | 'withdrawnAt'> & { ref: string; salt: string },
): Promise<number> {
  const row = await tx.one(
    sql`insert into evidence.confirmation
        (city, item, facts, voice, from_city, ref, interests, text, salt, confirmed_at)
      values (${it.city}, ${it.item}, ${it.facts}, ${it.voice}, ${it.from}, ${it.ref},
        ${it.interests}, ${it.text}, ${it.salt}, ${it.at}) returning number`,
    z.object({ number: z.number() }),
  )
  if (!row) throw new Error('a confirmation was written and has no number')
  return row.number
}

/** One confirmation, which nobody else changes until we are done, and whether it is this person's. */
export async function lockConfirmation(
  tx: Tx,
  number: number,
  ref: string,
): Promise<Confirmation & { mine: boolean }> {
  const found = await tx.one(
    sql`select ${columns}, ref = ${ref} as mine from evidence.confirmation
      where number = ${number} for update`,
    Confirmation.extend({ mine: z.boolean() }),
  )
  if (!found) throw new Refusal('not-found', ['evidence.no-such-confirmation'])
  return found
}

export async function setWithdrawn(tx: Tx, number: number, at: string): Promise<void> {
  await tx.run(sql`update evidence.confirmation set withdrawn_at = ${at} where number = ${number}`)
}
