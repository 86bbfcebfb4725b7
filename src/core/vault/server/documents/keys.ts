/** The key of one document: under a key of the vault while it waits, then under one of its person. */
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { dekOf } from '../keep.ts'
import { newKey, type Place, sealBytes, unsealBytes } from '../seal.ts'
import type { Strongroom } from '../strongroom.ts'

const bytes = z.instanceof(Uint8Array)

/** What is bound to a document and its place in it: a ciphertext moved elsewhere does not open. */
export function placeIn(document: string, what: string): Place {
  return { person: 'document', field: `${document}|${what}`, keyver: 1 }
}

const keyPlace = (person: string, document: string, keyver: number): Place => ({
  person,
  field: `document-key|${document}`,
  keyver,
})

const WAITING = 'waiting'
const waitingKey = (room: Strongroom) => room.keys.key('index', 'documents that wait')

/** A new key for a document of which it is not known yet whose it will be. */
export async function newDocumentKey(tx: Tx, room: Strongroom, document: string): Promise<void> {
  const { iv, ciphertext } = sealBytes(waitingKey(room), keyPlace(WAITING, document, 0), newKey())
  await tx.run(sql`insert into keys.document (document, keyver, iv, sealed)
    values (${document}, 0, ${iv}, ${ciphertext})`)
}

const keyRow = z.object({
  person: z.string().nullable(),
  keyver: z.number(),
  iv: bytes,
  sealed: bytes,
  wrapped: bytes.nullable(),
  master: z.number().nullable(),
})

/** The key of a document. One whose person or class was erased is gone for good. */
export async function keyOf(tx: Tx, room: Strongroom, document: string): Promise<Uint8Array> {
  const row = await tx.one(
    sql`select d.person, d.keyver, d.iv, d.sealed, k.wrapped, k.master from keys.document d
      left join keys.dek k on k.person = d.person and k.class = d.class and k.version = d.keyver
      where d.document = ${document}`,
    keyRow,
  )
  if (!row) throw new Refusal('not-found', ['vault.no-such-document'])
  const { person, keyver, iv, sealed: ciphertext, wrapped, master } = row
  const sealed = { iv, ciphertext }
  if (person === null) return unsealBytes(waitingKey(room), keyPlace(WAITING, document, 0), sealed)
  if (!wrapped || master === null) throw new Refusal('not-found', ['vault.no-such-document'])
  const key = await room.keys.master.unwrap({ wrapped, master })
  return unsealBytes(key, keyPlace(person, document, keyver), sealed)
}

/** From now on the document opens with the key of this person and class alone. */
export async function giveKeyTo(
  tx: Tx,
  room: Strongroom,
  of: { document: string; person: string; class: string },
): Promise<void> {
  const own = await keyOf(tx, room, of.document)
  const { key, keyver } = await dekOf(tx, room, of.person, of.class)
  const { iv, ciphertext } = sealBytes(key, keyPlace(of.person, of.document, keyver), own)
  await tx.run(sql`update keys.document set person = ${of.person}, class = ${of.class},
      keyver = ${keyver}, iv = ${iv}, sealed = ${ciphertext} where document = ${of.document}`)
}
