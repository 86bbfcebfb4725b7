/** Keys of developers, and which report came in by which of them. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Key = z.object({
  id: z.string(),
  name: z.string(),
  contact: z.string(),
  since: z.string(),
  endedAt: z.string().nullable(),
  usedOn: z.string().nullable(),
  reports: z.number(),
})
export type Key = z.infer<typeof Key>

/** Every key there is or was, those that hold first. */
export function listKeys(tx: Tx): Promise<Key[]> {
  return tx.many(
    sql`select k.id, name, contact, since, ended_at as "endedAt", used_on as "usedOn",
          (select count(*) from open311.receipt r where r.key = k.id) as reports
        from open311.key k order by ended_at is not null, k.id limit 500`,
    Key,
  )
}

/** Puts a key in; false when one of this name was given before. */
export async function addKey(
  tx: Tx,
  it: {
    readonly id: string
    readonly name: string
    readonly contact: string
    readonly hash: Uint8Array
    readonly now: string
  },
): Promise<boolean> {
  const added = await tx.run(
    sql`insert into open311.key (id, name, contact, secret, since)
        values (${it.id}, ${it.name}, ${it.contact}, ${it.hash}, ${it.now}) on conflict do nothing`,
  )
  return added === 1
}

/** Ends a key; false when there is none that holds. */
export async function endKey(tx: Tx, id: string, now: string): Promise<boolean> {
  const ended = await tx.run(
    sql`update open311.key set ended_at = ${now} where id = ${id} and ended_at is null`,
  )
  return ended === 1
}

/** The id of the key that has this hash and still holds. */
export async function keyBehind(tx: Tx, hash: Uint8Array): Promise<string | undefined> {
  const found = await tx.one(
    sql`select id from open311.key where secret = ${hash} and ended_at is null`,
    z.object({ id: z.string() }),
  )
  return found?.id
}

const Receipt = z.object({ number: z.string(), key: z.string() })

/** Remembers by which key a report came in, and on which day the key was used. */
export async function addReceipt(
  tx: Tx,
  it: {
    readonly number: string
    readonly key: string
    readonly reference: Uint8Array | null
    readonly now: string
  },
): Promise<void> {
  await tx.run(
    sql`insert into open311.receipt (number, key, reference, at)
        values (${it.number}, ${it.key}, ${it.reference}, ${it.now}) on conflict do nothing`,
  )
  const day = it.now.slice(0, 10)
  await tx.run(
    sql`update open311.key set used_on = ${day}::date
        where id = ${it.key} and used_on is distinct from ${day}::date`,
  )
}

/** The report that this key sent under this reference. */
export function receiptOf(
  tx: Tx,
  key: string,
  reference: Uint8Array,
): Promise<z.infer<typeof Receipt> | undefined> {
  return tx.one(
    sql`select number, key from open311.receipt where key = ${key} and reference = ${reference}`,
    Receipt,
  )
}

/** The report behind a reference that only its sender knows. */
export async function numberBehind(tx: Tx, reference: Uint8Array): Promise<string | undefined> {
  const found = await tx.one(
    sql`select number, key from open311.receipt where reference = ${reference} order by at limit 1`,
    Receipt,
  )
  return found?.number
}

/** The key by which a report came in. */
export async function senderOf(tx: Tx, number: string): Promise<string | undefined> {
  const found = await tx.one(
    sql`select number, key from open311.receipt where number = ${number}`,
    Receipt,
  )
  return found?.key
}

/** Whether an update is new; it is remembered either way. */
export async function isNews(
  tx: Tx,
  it: { readonly origin: string; readonly update: string; readonly now: string },
): Promise<boolean> {
  const added = await tx.run(
    sql`insert into open311.heard (origin, update, at) values (${it.origin}, ${it.update}, ${it.now})
        on conflict do nothing`,
  )
  return added === 1
}
