/** What of documents goes with an erasure: those of a class, or a single one. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const ONE = 'document:'

/** How the ledger of erasures calls a single document. */
export const oneDocument = (document: string) => `${ONE}${document}`

const goneRow = z.object({ person: z.string() })

/** Destroys keys and ciphertext; gives of whom each document was. */
export async function shredDocuments(
  tx: Tx,
  persons: readonly string[],
  retention: string,
): Promise<string[]> {
  const which = retention.startsWith(ONE)
    ? sql`person = any(${persons}::uuid[]) and document = ${retention.slice(ONE.length)}::uuid`
    : sql`person = any(${persons}::uuid[]) and class = ${retention}`
  await tx.run(sql`delete from keys.document where ${which}`)
  const gone = await tx.many(
    sql`delete from vault.document where ${which} returning person`,
    goneRow,
  )
  return gone.map(({ person }) => person)
}
