/** What a letter needs to know of an application. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'

const LetterOf = z.object({
  number: z.number(),
  name: z.string(),
  city: z.string().nullable(),
  country: z.string(),
  language: z.string(),
  mailbox: z.string().nullable(),
  signerMailbox: z.string().nullable(),
  wanted: z.string().nullable(),
})

/** Where letters about an application go. */
export function readLetterOf(
  tx: Tx,
  application: number,
): Promise<z.infer<typeof LetterOf> | undefined> {
  return tx.one(
    sql`select number, name, city, country, language, mailbox, signer_mailbox as "signerMailbox", wanted
        from endorsements.application where number = ${application}`,
    LetterOf,
  )
}
