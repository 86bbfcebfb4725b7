/** Destroying what is erased: the keys of a class, and everything that they opened. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { shredDocuments } from './documents/shred.ts'

/** A retention class of a person. */
export interface Kept {
  readonly person: string
  readonly class: string
}

const goneRow = z.object({ person: z.string(), values: z.number() })

/** Without its address an account is none, and nothing opens it any more. */
async function closeAccounts(tx: Tx, persons: readonly string[]): Promise<void> {
  const theirs = sql`person = any(${persons}::uuid[])`
  await tx.run(sql`delete from vault.letter where ${theirs}`)
  await tx.run(sql`delete from vault.identity where ${theirs}`)
  await tx.run(sql`delete from vault.passkey where ${theirs}`)
  await tx.run(sql`delete from vault.account where ${theirs}`)
}

/**
 * Who closes the account acts for nobody any more; who erases what is kept of mandates ends those they gave
 * themselves. What a court or the law gave stays.
 */
async function endOwn(tx: Tx, persons: readonly string[], retention: string): Promise<void> {
  const acting = retention === 'account' ? sql`delegate = any(${persons}::uuid[])` : sql`false`
  await tx.run(sql`update vault.mandate set ended_at = now(), ended_why = 'erased'
    where ended_at is null
      and ((person = any(${persons}::uuid[]) and kind = 'voluntary') or ${acting})`)
}

/** Of each of these persons; gives how many values there were of whom. */
async function shredClass(tx: Tx, persons: readonly string[], retention: string) {
  await tx.run(
    sql`delete from keys.dek where person = any(${persons}::uuid[]) and class = ${retention}`,
  )
  if (retention === 'account') await closeAccounts(tx, persons)
  if (retention === 'residence') {
    await tx.run(sql`delete from vault.residence where person = any(${persons}::uuid[])`)
    await tx.run(sql`delete from vault.namesake where person = any(${persons}::uuid[])`)
  }
  if (retention === 'account' || retention === 'mandate') await endOwn(tx, persons, retention)
  const documents = await shredDocuments(tx, persons, retention)
  const values = await tx.many(
    sql`with gone as (delete from vault.datum
        where person = any(${persons}::uuid[]) and class = ${retention} returning person)
      select person, count(*)::int as values from gone group by person`,
    goneRow,
  )
  const counts = new Map(values.map((one) => [one.person, one.values]))
  for (const person of documents) counts.set(person, (counts.get(person) ?? 0) + 1)
  return counts
}

/** The keys of these classes are destroyed, and everything that they opened; gives how many values each had. */
export async function shredAll(tx: Tx, all: readonly Kept[]): Promise<(of: Kept) => number> {
  const found = new Map<string, ReadonlyMap<string, number>>()
  for (const [retention, of] of Map.groupBy(all, (one) => one.class)) {
    const persons = of.map(({ person }) => person)
    found.set(retention, await shredClass(tx, persons, retention))
  }
  return ({ person, class: retention }) => found.get(retention)?.get(person) ?? 0
}
