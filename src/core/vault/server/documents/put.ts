/** Documents on their way in: sealed piece by piece as they come, then claimed for a person. */
import { randomUUID } from 'node:crypto'
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { useBatch } from '../batches.ts'
import { personOf } from '../persons.ts'
import { sealBytes, unseal } from '../seal.ts'
import { moment, name } from '../shapes.ts'
import type { Strongroom } from '../strongroom.ts'
import { giveKeyTo, keyOf, newDocumentKey, placeIn } from './keys.ts'

/** Bytes of a piece at most; in base 64 it fits into a line. */
export const PIECE = 128 * 1024
/** Pieces of a document at most: 32 MB. */
const PIECES = 256

/** What is said of a document: its title, its name, its type, and what else its person wrote. */
const facts = z
  .record(z.string().max(60), z.string().max(4000))
  .refine((said) => Object.keys(said).length <= 30)

export const beginInput = z.object({ batch: name, at: moment })
export const addInput = z.object({
  document: z.uuid(),
  number: z
    .int()
    .min(0)
    .max(PIECES - 1),
  last: z.boolean(),
  bytes: z.base64().max(Math.ceil(PIECE / 3) * 4),
})
export const finishInput = z.object({ document: z.uuid(), facts })
export const claimInput = z.object({
  batch: name,
  ref: name,
  document: z.uuid(),
  field: name,
  facts,
  at: moment,
})

/** A document that waits: in a batch of its own, which the sweep throws away when nobody claims it. */
export async function begin(
  room: Strongroom,
  module: string,
  { batch, at }: z.infer<typeof beginInput>,
): Promise<string> {
  const document = randomUUID()
  await room.db.transact(async (tx) => {
    const own = await useBatch(tx, module, batch)
    await tx.run(sql`insert into vault.document (document, module, batch, since)
      values (${document}, ${module}, ${own}, ${at})`)
    await newDocumentKey(tx, room, document)
  })
  return document
}

const waitingRow = z.object({
  chunks: z.number(),
  whole: z.boolean(),
  person: z.string().nullable(),
})

/** The document of this service that still waits, held until the transaction is over. */
async function waiting(tx: Tx, module: string, document: string) {
  const row = await tx.one(
    sql`select chunks, whole, person from vault.document
      where document = ${document} and module = ${module} and batch is not null for update`,
    waitingRow,
  )
  if (!row) throw new Refusal('not-found', ['vault.no-such-document'])
  return row
}

/** The next piece. Which it is, and whether it is the last, is bound into it (as in STREAM, Hoang et al. 2015). */
export async function add(
  room: Strongroom,
  module: string,
  { document, number, last, bytes }: z.infer<typeof addInput>,
): Promise<void> {
  const piece = Buffer.from(bytes, 'base64')
  await room.db.transact(async (tx) => {
    const { chunks, whole } = await waiting(tx, module, document)
    if (whole || chunks !== number) throw new Refusal('conflict', ['vault.batch-settled'])
    const key = await keyOf(tx, room, document)
    const { iv, ciphertext } = sealBytes(key, placeIn(document, pieceName(number, last)), piece)
    await tx.run(sql`insert into vault.document_piece (document, number, iv, ciphertext)
      values (${document}, ${number}, ${iv}, ${ciphertext})`)
    await tx.run(sql`update vault.document set chunks = chunks + 1, whole = ${last},
      bytes = bytes + ${piece.length} where document = ${document}`)
  })
}

/** What of its place is bound into a piece. */
export const pieceName = (number: number, last: boolean) => `${number}|${last ? 'end' : 'more'}`

async function say(tx: Tx, room: Strongroom, document: string, said: object): Promise<void> {
  const key = await keyOf(tx, room, document)
  const text = Buffer.from(JSON.stringify(said))
  const { iv, ciphertext } = sealBytes(key, placeIn(document, 'facts'), text)
  await tx.run(sql`update vault.document set iv = ${iv}, facts = ${ciphertext}
    where document = ${document}`)
}

const bytes = z.instanceof(Uint8Array)
const saidRow = z.object({ iv: bytes.nullable(), facts: bytes.nullable() })

/** What is said of a document. */
export async function saidOf(
  tx: Tx,
  room: Strongroom,
  document: string,
): Promise<Record<string, string>> {
  const row = await tx.one(
    sql`select iv, facts from vault.document where document = ${document}`,
    saidRow,
  )
  if (!row?.iv || !row.facts) return {}
  const key = await keyOf(tx, room, document)
  const sealed = { iv: row.iv, ciphertext: row.facts }
  return facts.parse(JSON.parse(unseal(key, placeIn(document, 'facts'), sealed)))
}

/** All pieces are there: this is what came, as whoever took it in measured it. */
export async function finish(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof finishInput>,
): Promise<void> {
  await room.db.transact(async (tx) => {
    const { whole, person } = await waiting(tx, module, asked.document)
    if (!whole || person) throw new Refusal('conflict', ['vault.batch-settled'])
    await say(tx, room, asked.document, asked.facts)
  })
}

/** Only what a published purpose reads may be kept (GDPR art. 5(1)(c)); gives the retention class. */
async function classOf(tx: Tx, field: string): Promise<string> {
  const row = await tx.one(
    sql`select f.body ->> 'class' as class from vault.field f
      where f.name = ${field} and f.name like 'document.%' and exists (select 1 from vault.purpose p
        where p.module = 'documents' and p.active and p.body -> 'fields' @> to_jsonb(f.name))`,
    z.object({ class: z.string() }),
  )
  if (!row) throw new Refusal('forbidden', ['vault.field-not-kept'])
  return row.class
}

/**
 * The document is this person's from now on, unless the city does not commit. An attempt that is repeated
 * claims it again.
 */
export async function claim(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof claimInput>,
): Promise<{ bytes: number; facts: Record<string, string> }> {
  return room.db.transact(async (tx) => {
    const { document, field, at } = asked
    const batch = await useBatch(tx, module, asked.batch)
    const person = await personOf(tx, module, asked.ref)
    const found = await waiting(tx, module, document)
    if (!found.whole || (found.person !== null && found.person !== person)) {
      throw new Refusal('not-found', ['vault.no-such-document'])
    }
    const retention = await classOf(tx, field)
    const said = { ...(await saidOf(tx, room, document)), ...asked.facts }
    if (!found.person) await giveKeyTo(tx, room, { document, person, class: retention })
    await say(tx, room, document, said)
    const [row] = await tx.many(
      sql`update vault.document set person = ${person}, field = ${field}, class = ${retention},
        batch = ${batch}, since = ${at} where document = ${document} returning bytes`,
      z.object({ bytes: z.coerce.number() }),
    )
    return { bytes: row?.bytes ?? 0, facts: said }
  })
}
