/** One document is erased for good: its key is destroyed, and the ledger says so (GDPR art. 17). */
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { eraseWithin } from '../erase.ts'
import { appendLedger } from '../ledger.ts'
import { personOf } from '../persons.ts'
import { moment, name } from '../shapes.ts'
import type { Strongroom } from '../strongroom.ts'
import { oneDocument } from './shred.ts'

export const forgetInput = z.object({ ref: name, document: z.uuid(), at: moment })

const rowShape = z.object({ class: z.string(), held: z.boolean() })

function findOwn(tx: Tx, person: string, document: string) {
  return tx.one(
    sql`select d.class, exists (select 1 from vault.hold h where h.person = d.person
        and h.class = d.class and h.until_at is null) as held
      from vault.document d where d.document = ${document} and d.person = ${person}
        and d.batch is null`,
    rowShape,
  )
}

/** Erases one document of a person; what an order holds stays. Says when the last copy of its key is gone. */
export async function forget(
  room: Strongroom,
  module: string,
  { ref, document, at }: z.infer<typeof forgetInput>,
): Promise<string> {
  const line = await room.db.transact(async (tx) => {
    const person = await personOf(tx, module, ref)
    const found = await findOwn(tx, person, document)
    if (!found) throw new Refusal('not-found', ['vault.no-such-document'])
    if (found.held) throw new Refusal('refused', ['vault.document-held'])
    return eraseWithin(tx, { person, class: oneDocument(document), why: 'request', at })
  })
  appendLedger(room.folder, [line])
  return line.gone
}
