/**
 * Keeping personal values: sealed at once, and settled only when the city's own work is committed.
 */
import { createHmac } from 'node:crypto'
import { newId, Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { useBatch } from './batches.ts'
import { newPerson, personOf, refFor } from './persons.ts'
import { grantWithin } from './grants.ts'
import { type Kept, requireKeepable } from './keepable.ts'
import { grantShape, moment, name } from './shapes.ts'
import { newKey, seal } from './seal.ts'
import type { Strongroom } from './strongroom.ts'

export const keepInput = z.object({
  batch: name,
  ref: name.nullable(),
  values: z.record(name, z.string().max(10_000)),
  grants: z.array(grantShape).max(50),
  at: moment,
  /** What the values are about, where a person has several of their kind. */
  item: name.optional(),
})

/** What a service gives to keep. */
export type Given = z.infer<typeof keepInput>

const bytes = z.instanceof(Uint8Array)

const DekRow = z.object({ version: z.number(), wrapped: bytes, master: z.number() })
const RefRow = z.object({ ref: z.string() })

/** The newest key of a person for a retention class, made when there is none. */
export async function dekOf(tx: Tx, room: Strongroom, person: string, retention: string) {
  const row = await tx.one(
    sql`select version, wrapped, master from keys.dek where person = ${person} and class = ${retention}
      order by version desc limit 1`,
    DekRow,
  )
  const { master } = room.keys
  if (row) return { keyver: row.version, key: await master.unwrap(row) }
  const key = newKey()
  const kept = await master.wrap(key)
  await tx.run(sql`insert into keys.dek (person, class, version, wrapped, master)
    values (${person}, ${retention}, 1, ${kept.wrapped}, ${kept.master})`)
  return { keyver: 1, key }
}

const dekRow = z.object({
  person: z.string(),
  version: z.number(),
  wrapped: bytes,
  master: z.number(),
})

/** The newest key of each of these persons for a retention class; who has none is left out. */
export async function deksOf(
  tx: Tx,
  { keys: { master } }: Strongroom,
  persons: readonly string[],
  retention: string,
) {
  const rows = await tx.many(
    sql`select distinct on (person) person, version, wrapped, master from keys.dek
      where person = any(${persons}::uuid[]) and class = ${retention}
      order by person, version desc`,
    dekRow,
  )
  const opened = rows.map(async ({ person, version: keyver, ...wrapped }) => {
    return [person, { keyver, key: await master.unwrap(wrapped) }] as const
  })
  return new Map(await Promise.all(opened))
}

/** What belongs to a case is kept for one: that of its grants. */
function caseOf(whose: { case?: string | undefined }): string {
  if (whose.case === undefined) throw new Refusal('forbidden', ['vault.no-case'])
  return whose.case
}

/** Seals values of one person under the keys of their retention classes. */
export async function sealValues(
  tx: Tx,
  room: Strongroom,
  whose: {
    readonly person: string
    readonly batch: string | null
    readonly at: string
    /** The service that keeps them. */
    readonly module: string
    readonly item?: string | undefined
    /** The case of what belongs to one alone. */
    readonly case?: string | undefined
  },
  kept: readonly Kept[],
): Promise<void> {
  const { person, batch, at, module, item = null } = whose
  for (const { field, class: retention, value, per } of kept) {
    const caseRef = per === 'case' ? caseOf(whose) : null
    const { key, keyver } = await dekOf(tx, room, person, retention)
    const { iv, ciphertext } = seal(key, { person, field, keyver }, value)
    await tx.run(sql`insert into vault.datum
      (id, person, field, class, keyver, iv, ciphertext, batch, since, module, item, case_ref)
      values (${newId(new Date().toISOString())}, ${person}, ${field}, ${retention}, ${keyver},
        ${iv}, ${ciphertext}, ${batch}, ${at}, ${module}, ${item}, ${caseRef})`)
  }
}

function contentOf(room: Strongroom, { ref, values, grants, item }: Given): Buffer {
  const ordered = Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const given = grants.map((one) => [one.purpose, one.case, one.code])
  const content = JSON.stringify([ref, ordered, given, ...(item ? [item] : [])])
  return createHmac('sha256', room.keys.key('index', 'content')).update(content).digest()
}

/**
 * Keeps values and grants in a batch. The same given again in the same batch gives the same answer.
 */
export async function keep(room: Strongroom, module: string, given: Given): Promise<string> {
  const content = contentOf(room, given)
  const { at } = given
  return room.db.transact(async (tx) => {
    const batch = await useBatch(tx, module, given.batch)
    const before = await tx.one(
      sql`select ref from vault.kept where batch = ${batch} and content = ${content}`,
      RefRow,
    )
    if (before) return before.ref
    const kept = await requireKeepable(tx, module, given.values)
    const person = given.ref
      ? await personOf(tx, module, given.ref)
      : await newPerson(tx, at, batch)
    const ref = given.ref ?? (await refFor(tx, room, module, person))
    const whose = { person, batch, at, module, item: given.item, case: given.grants[0]?.case }
    await sealValues(tx, room, whose, kept)
    for (const one of given.grants) await grantWithin(tx, module, { ...one, person, batch, at })
    await tx.run(sql`insert into vault.kept (batch, content, ref)
      values (${batch}, ${content}, ${ref})`)
    return ref
  })
}
