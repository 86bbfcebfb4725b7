/** What of documents goes with an erasure: those of a class, or a single one. */
import { sql, type Tx } from '#core/database'

const ONE = 'document:'

/** How the ledger of erasures calls a single document. */
export const oneDocument = (document: string) => `${ONE}${document}`

/** Destroys keys and ciphertext; gives how many documents there were. */
export async function shredDocuments(tx: Tx, person: string, retention: string): Promise<number> {
  const which = retention.startsWith(ONE)
    ? sql`person = ${person} and document = ${retention.slice(ONE.length)}::uuid`
    : sql`person = ${person} and class = ${retention}`
  await tx.run(sql`delete from keys.document where ${which}`)
  return tx.run(sql`delete from vault.document where ${which}`)
}
