/** Reading documents: checked and logged like any reading; then the pieces are fetched under that access. */
import { newId, Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { denialOf } from '../checks.ts'
import { factsOf } from '../facts.ts'
import { personOf } from '../persons.ts'
import { entry } from '../access-row.ts'
import { readInput } from '../read.ts'
import { unsealBytes } from '../seal.ts'
import { name } from '../shapes.ts'
import type { Strongroom } from '../strongroom.ts'
import { keyOf, placeIn } from './keys.ts'
import { notesOf } from './notes.ts'
import { pieceName, saidOf } from './put.ts'

/** For how long after an access was written down its bytes may be fetched. */
const FETCHING = '1 hour'
const MANY = 5_000

export const listInput = readInput
export const openInput = readInput.extend({ document: z.uuid() })
export const pieceInput = z.object({ access: z.uuid(), document: z.uuid(), number: z.int().min(0) })
export const exportedInput = z.object({
  ref: name,
  access: z.uuid(),
  after: z.uuid().optional(),
  limit: z.int().min(1).max(500),
})

/** A document as its person sees it. */
interface Shown {
  readonly document: string
  readonly field: string
  readonly bytes: number
  readonly chunks: number
  readonly since: string
  readonly facts: Readonly<Record<string, string>>
  readonly notes: Readonly<Record<string, string>>
}

const documentRow = z.object({
  document: z.string(),
  field: z.string(),
  bytes: z.coerce.number(),
  chunks: z.number(),
  since: z.string(),
})

/** Checks and writes the access row; gives whose data it is. A refusal is written down, and thrown after the commit. */
async function admitted(tx: Tx, module: string, asked: z.infer<typeof readInput>) {
  const facts = await factsOf(tx, module, asked)
  const denial = denialOf(facts)
  const access = newId(asked.at)
  await tx.run(entry(facts, denial, access))
  if (denial || !facts.person) return { why: denial?.why ?? 'person-unknown' }
  return { access, person: facts.person }
}

function refusing<T>(outcome: { why: string } | { found: T }): T {
  if ('found' in outcome) return outcome.found
  throw new Refusal('forbidden', [`vault.${outcome.why}`])
}

async function shown(tx: Tx, room: Strongroom, row: z.infer<typeof documentRow>): Promise<Shown> {
  const { document } = row
  return {
    ...row,
    facts: await saidOf(tx, room, document),
    notes: await notesOf(tx, room, document),
  }
}

/** With the file goes what it is; what its person calls it and noted of it is read as words about it. */
async function told(tx: Tx, room: Strongroom, row: z.infer<typeof documentRow>): Promise<Shown> {
  const { name: called = '', type = '', sha256 = '' } = await saidOf(tx, room, row.document)
  return { ...row, facts: { name: called, type, sha256 }, notes: {} }
}

const columns = sql`document, field, bytes, chunks, since`

async function allOf(tx: Tx, room: Strongroom, person: string, fields: readonly string[]) {
  const rows = await tx.many(
    sql`select ${columns} from vault.document where person = ${person} and batch is null
      and field = any(${fields}::text[]) order by since desc, document limit ${MANY}`,
    documentRow,
  )
  const all: Shown[] = []
  for (const row of rows) all.push(await shown(tx, room, row))
  return all
}

/** What a person has, and what is said of it; the fields asked for are those of the words about documents. */
export async function list(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof listInput>,
): Promise<Shown[]> {
  const outcome = await room.db.transact(async (tx) => {
    const may = await admitted(tx, module, asked)
    if ('why' in may) return { why: may.why }
    const fields = asked.fields.map((one) => one.replace(/-about$/, ''))
    return { found: await allOf(tx, room, may.person, fields) }
  })
  return refusing(outcome)
}

/** Opens one document: the access is written down, and for a while its bytes may be fetched with it. */
export async function open(
  room: Strongroom,
  module: string,
  { document, ...asked }: z.infer<typeof openInput>,
): Promise<Shown & { access: string }> {
  const outcome = await room.db.transact(async (tx) => {
    const may = await admitted(tx, module, asked)
    if ('why' in may) return { why: may.why }
    const row = await tx.one(
      sql`select ${columns} from vault.document where document = ${document} and batch is null
        and person = ${may.person} and field = any(${asked.fields}::text[])`,
      documentRow,
    )
    if (!row) return { found: undefined }
    await tx.run(sql`delete from vault.opening
      where at < clock_timestamp() - ${FETCHING}::interval`)
    await tx.run(sql`insert into vault.opening (access, document)
      values (${may.access}, ${document})`)
    return { found: { ...(await told(tx, room, row)), access: may.access } }
  })
  const found = refusing(outcome)
  if (!found) throw new Refusal('not-found', ['vault.no-such-document'])
  return found
}

/** The access of a whole export covers every document that its person has. */
function mayFetch(tx: Tx, module: string, { access, document }: z.infer<typeof pieceInput>) {
  return tx.one(
    sql`select d.chunks from vault.access a join vault.document d
        on d.document = ${document} and d.person = a.person and d.batch is null
      where a.id = ${access} and a.module = ${module} and a.outcome = 'read'
        and a.seen_at > clock_timestamp() - ${FETCHING}::interval
        and (a.purpose = 'folder.export' or exists (select 1 from vault.opening o
          where o.access = a.id and o.document = d.document))`,
    z.object({ chunks: z.number() }),
  )
}

/** One piece of a document that was opened, in base 64. */
export async function piece(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof pieceInput>,
): Promise<string> {
  return room.db.look(async (tx) => {
    const { document, number } = asked
    const may = await mayFetch(tx, module, asked)
    const row = may && (await sealedPiece(tx, document, number))
    if (!may || !row) throw new Refusal('not-found', ['vault.no-such-document'])
    const key = await keyOf(tx, room, document)
    const place = placeIn(document, pieceName(number, number === may.chunks - 1))
    return unsealBytes(key, place, row).toString('base64')
  })
}

const bytes = z.instanceof(Uint8Array)

function sealedPiece(tx: Tx, document: string, number: number) {
  return tx.one(
    sql`select iv, ciphertext from vault.document_piece
      where document = ${document} and number = ${number}`,
    z.object({ iv: bytes, ciphertext: bytes }),
  )
}

/** Documents of a person, a portion at a time by their ids, under the access of an export that was just written down. */
export async function exported(
  room: Strongroom,
  module: string,
  { ref, access, after, limit }: z.infer<typeof exportedInput>,
): Promise<Shown[]> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    const rows = await tx.many(
      sql`select ${columns} from vault.document
        where person = ${person} and batch is null ${after ? sql`and document > ${after}` : sql``}
          and exists (select 1 from vault.access a where a.id = ${access}
            and a.person = ${person} and a.purpose = 'folder.export'
            and a.seen_at > clock_timestamp() - ${FETCHING}::interval)
        order by document limit ${limit}`,
      documentRow,
    )
    const all: Shown[] = []
    for (const row of rows) all.push(await shown(tx, room, row))
    return all
  })
}
