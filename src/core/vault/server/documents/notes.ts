/** What a person notes beside a document of theirs. */
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { useBatch } from '../batches.ts'
import { personOf } from '../persons.ts'
import { sealBytes, unseal } from '../seal.ts'
import { moment, name } from '../shapes.ts'
import type { Strongroom } from '../strongroom.ts'
import { keyOf, placeIn } from './keys.ts'

export const ofInput = z.object({ ref: name, document: z.uuid() })
export const noteInput = ofInput.extend({
  batch: name,
  note: z.uuid(),
  text: z.string().max(2000),
  at: moment,
})
export const goneInput = z.object({ documents: z.array(z.uuid()).max(1000) })

/** That a document is this person's, and under which field: without a word of what it says. */
export async function has(
  room: Strongroom,
  module: string,
  { ref, document }: z.infer<typeof ofInput>,
): Promise<string | null> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    const row = await tx.one(
      sql`select field from vault.document where document = ${document} and person = ${person}
        and batch is null`,
      z.object({ field: z.string() }),
    )
    return row?.field ?? null
  })
}

/** How many documents a person has, and how long they are together. */
export async function counted(
  room: Strongroom,
  module: string,
  { ref }: { ref: string },
): Promise<{ count: number; bytes: number }> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    const row = await tx.one(
      sql`select count(*)::int as count, coalesce(sum(bytes), 0)::float8 as bytes
        from vault.document where person = ${person} and batch is null`,
      z.object({ count: z.number(), bytes: z.number() }),
    )
    return row ?? { count: 0, bytes: 0 }
  })
}

/** Notes something; it vanishes again unless the city commits. */
export async function note(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof noteInput>,
): Promise<void> {
  await room.db.transact(async (tx) => {
    const { document, text, at } = asked
    const batch = await useBatch(tx, module, asked.batch)
    const person = await personOf(tx, module, asked.ref)
    const own = await tx.one(
      sql`select 1 as one from vault.document where document = ${document} and person = ${person}`,
      z.object({ one: z.number() }),
    )
    if (!own) throw new Refusal('not-found', ['vault.no-such-document'])
    const key = await keyOf(tx, room, document)
    const place = placeIn(document, `note|${asked.note}`)
    const { iv, ciphertext } = sealBytes(key, place, Buffer.from(text))
    await tx.run(sql`insert into vault.document_note (note, document, iv, ciphertext, batch, since)
      values (${asked.note}, ${document}, ${iv}, ${ciphertext}, ${batch}, ${at})
      on conflict (note) do update set batch = excluded.batch, iv = excluded.iv,
        ciphertext = excluded.ciphertext`)
  })
}

const bytes = z.instanceof(Uint8Array)

/** The settled notes of a document, by their ids. */
export async function notesOf(
  tx: Tx,
  room: Strongroom,
  document: string,
): Promise<Record<string, string>> {
  const rows = await tx.many(
    sql`select note, iv, ciphertext from vault.document_note
      where document = ${document} and batch is null order by note limit 1000`,
    z.object({ note: z.string(), iv: bytes, ciphertext: bytes }),
  )
  if (rows.length === 0) return {}
  const key = await keyOf(tx, room, document)
  const opened = rows.map(({ note: id, ...sealed }) => [
    id,
    unseal(key, placeIn(document, `note|${id}`), sealed),
  ])
  return Object.fromEntries(opened) as Record<string, string>
}

/** Which of these are no longer here: erased with their person's class, or one by one. */
export async function gone(
  room: Strongroom,
  _module: string,
  { documents }: z.infer<typeof goneInput>,
): Promise<string[]> {
  const rows = await room.db.look((tx) =>
    tx.many(
      sql`select document from vault.document where document = any(${documents}::uuid[])`,
      z.object({ document: z.string() }),
    ),
  )
  const here = new Set(rows.map(({ document }) => document))
  return documents.filter((one) => !here.has(one))
}
