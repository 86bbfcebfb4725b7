/** Reading personal data: check, log, and only then decrypt; all of it or nothing. */
import { newId, Refusal } from '#core/kernel'
import { sql, type Statement, type Tx } from '#core/database'
import { z } from 'zod'
import { entry } from './access-row.ts'
import { type Denial, denialOf } from './checks.ts'
import { derived, kindOf } from './derive.ts'
import { type Facts, factsOf } from './facts.ts'
import { actor, moment, name, secret } from './shapes.ts'
import { unseal } from './seal.ts'
import type { Strongroom } from './strongroom.ts'

export const readInput = z.object({
  purpose: name,
  version: z.int(),
  fields: z.array(name).min(1).max(100),
  ref: name,
  actor,
  case: name.optional(),
  reason: z.string().max(2000).optional(),
  emergency: z.literal(true).optional(),
  code: secret.optional(),
  recipient: name.optional(),
  at: moment,
})

/** What a service asks to read. */
export type Asked = z.infer<typeof readInput>

/** Values by field. */
export type Values = Readonly<Record<string, string>>

/** What came of it. Either way it is in the access log. */
export type Outcome = { readonly denial: Denial } | { readonly values: Values }

const bytes = z.instanceof(Uint8Array)

/** A value that is sealed, with its key. */
export const datumRow = z.object({
  field: z.string(),
  item: z.string().nullable(),
  keyver: z.number(),
  iv: bytes,
  ciphertext: bytes,
  wrapped: bytes,
  master: z.number(),
})

/** What was opened: a value of a field, and what it is about. */
export interface Opened {
  readonly field: string
  readonly item: string | null
  readonly value: string
}

/** How sealed values are taken out. */
interface Look {
  /** Writes the access row. */
  readonly log: Statement
  /** What of the asked fields. */
  readonly which: Statement
  /** Nothing else is done in this transaction: the row may be committed while the values are opened. */
  readonly alone: boolean
}

/** Opens what was taken out. */
export async function unsealed(
  room: Strongroom,
  person: string | null,
  data: readonly z.infer<typeof datumRow>[],
): Promise<Opened[]> {
  const all: Opened[] = []
  for (const { field, item, keyver, wrapped, master, ...sealed } of data) {
    const key = await room.keys.master.unwrap({ wrapped, master })
    const value = unseal(key, { person: person ?? '', field, keyver }, sealed)
    all.push({ field, item, value })
  }
  return all
}

/**
 * Writes the access row and takes out what is sealed, in one statement: without the row there is
 * nothing to open. What is not settled yet is seen only by the grant of this very case.
 */
export async function opened(
  tx: Tx,
  room: Strongroom,
  facts: Facts,
  { log, which, alone }: Look,
): Promise<Opened[]> {
  const { asked, person } = facts
  const kept = [...new Set(asked.fields.map((one) => kindOf(one).from))]
  const found = sql.often(sql`with logged as (${log} returning id)
      select d.field, d.item, d.keyver, d.iv, d.ciphertext, k.wrapped, k.master
      from logged
      join vault.datum d on d.person = ${person} and d.field = any(${kept}::text[])
      join keys.dek k on k.person = d.person and k.class = d.class and k.version = d.keyver
       where ${which} and (d.batch is null or d.batch = ${facts.batch})
         and (d.case_ref is null or d.case_ref = ${asked.case ?? null}) order by d.id`)
  return unsealed(room, person, await tx.many(alone ? sql.last(found) : found, datumRow))
}

/** What was opened, as it was asked for. */
export function valuesIn(all: readonly Opened[], { fields, at }: Asked): Values {
  return derived(fields, Object.fromEntries(all.map(({ field, value }) => [field, value])), at)
}

/** The newest value of each field; what is derived is asked for by name, and taken from what is kept. */
async function open(
  tx: Tx,
  room: Strongroom,
  facts: Facts,
  look: Omit<Look, 'which'>,
): Promise<Values> {
  return valuesIn(
    await opened(tx, room, facts, { ...look, which: sql`d.item is null` }),
    facts.asked,
  )
}

/** Whoever has to be told of an emergency is noted in the transaction that logs it. */
async function toBeTold(tx: Tx, access: string, person: string): Promise<void> {
  await tx.run(sql`insert into vault.notice (access, person, whom)
    values (${access}, ${person}, 'person'), (${access}, ${person}, 'officer')`)
}

/** Who asks for what, and whether the transaction is there for nothing else. */
interface Wanted {
  readonly module: string
  readonly asked: Asked
  readonly alone: boolean
}

async function reading(tx: Tx, room: Strongroom, wanted: Wanted): Promise<Outcome> {
  const { module, asked } = wanted
  const facts = await factsOf(tx, module, asked)
  const denial = denialOf(facts)
  if (denial) {
    await tx.run(entry(facts, denial))
    return { denial }
  }
  if (!facts.person) throw new Error('allowed to read nobody')
  const id = newId(asked.at)
  const log = entry(facts, undefined, id)
  const values = await open(tx, room, facts, { log, alone: wanted.alone && !asked.emergency })
  if (asked.emergency) await toBeTold(tx, id, facts.person)
  return { values }
}

/** One reading inside a transaction. Nothing of it may leave before that is committed. */
export function readWithin(
  tx: Tx,
  room: Strongroom,
  module: string,
  asked: Asked,
): Promise<Outcome> {
  return reading(tx, room, { module, asked, alone: false })
}

/** The values, or the refusal that was logged. */
export function valuesOf(outcome: Outcome): Values {
  if ('values' in outcome) return outcome.values
  throw new Refusal('forbidden', [`vault.${outcome.denial.why}`])
}

/** One reading in a transaction of its own, where every fact is asked for before anything else. */
export async function readAlone(room: Strongroom, module: string, asked: Asked): Promise<Values> {
  return valuesOf(await room.db.transact((tx) => reading(tx, room, { module, asked, alone: true })))
}
