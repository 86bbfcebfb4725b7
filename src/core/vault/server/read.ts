/** Reading personal data: check, log, and only then decrypt; all of it or nothing. */
import { newId, Refusal } from '#core/kernel'
import { sql, type Statement, type Tx } from '#core/database'
import { z } from 'zod'
import { type Denial, denialOf, type Facts } from './checks.ts'
import { actor, moment, name, purposeShape } from './shapes.ts'
import { unseal, unwrap } from './seal.ts'
import type { Strongroom } from './strongroom.ts'

export const readInput = z.object({
  purpose: name,
  version: z.int(),
  fields: z.array(name).min(1).max(100),
  ref: name,
  actor,
  case: name.optional(),
  reason: z.string().max(2000).optional(),
  at: moment,
})

/** What a service asks to read. */
export type Asked = z.infer<typeof readInput>

type Values = Readonly<Record<string, string>>

/** What came of it. Either way it is in the access log. */
export type Outcome = { readonly denial: Denial } | { readonly values: Values }

const bytes = z.instanceof(Uint8Array)

const factsRow = z.object({
  purpose: purposeShape.nullable(),
  active: z.boolean(),
  person: z.string().nullable(),
  granted: z.boolean(),
  batch: z.string().nullable(),
  known: z.array(z.string()),
})

async function factsOf(tx: Tx, module: string, asked: Asked): Promise<Facts> {
  const found = await tx.one(
    sql`select p.body as purpose, coalesce(p.active, false) as active, r.person,
        g.person is not null as granted, g.batch,
        array(select f.name from vault.field f where f.name = any(${asked.fields}::text[])) as known
      from (select 1) as one
      left join vault.purpose p on p.id = ${asked.purpose} and p.version = ${asked.version}
      left join vault.ref r on r.module = ${module} and r.ref = ${asked.ref}
      left join vault.grant g on g.person = r.person and g.purpose = ${asked.purpose}
        and g.case_ref = ${asked.case ?? null} and g.until_at is null`,
    factsRow,
  )
  if (!found) throw new Error('no facts')
  return { ...found, module, asked }
}

/** The access row, to be written before anything else comes of it. */
function entry(facts: Facts, denial?: Denial): Statement {
  const { asked, module, person, purpose } = facts
  return sql`insert into vault.access
    (id, at, person, purpose, purpose_version, fields, module, actor_kind, actor_ref, badge, unit,
      case_ref, reason, basis, recipients, outcome, denied, breach, visible_from)
    values (${newId(asked.at)}, ${asked.at}, ${person}, ${asked.purpose}, ${asked.version},
      ${asked.fields}, ${module}, ${asked.actor.kind}, ${asked.actor.ref}, ${asked.actor.badge},
      ${asked.actor.unit}, ${asked.case ?? null}, ${asked.reason ?? null},
      ${purpose ? JSON.stringify(purpose.basis) : null}::jsonb, ${purpose?.recipients ?? []},
      ${denial ? 'denied' : 'read'}, ${denial?.why ?? null}, ${denial?.breach ?? null},
      ${asked.at})`
}

const datumRow = z.object({
  field: z.string(),
  keyver: z.number(),
  iv: bytes,
  ciphertext: bytes,
  wrapped: bytes,
})

/**
 * Writes the access row and takes out what is sealed, in one statement: without the row there is
 * nothing to open. It is the newest settled value of each field, or the one that came with the
 * grant of this very case.
 */
async function open(tx: Tx, room: Strongroom, facts: Facts, person: string): Promise<Values> {
  const data = await tx.many(
    sql`with logged as (${entry(facts)} returning id)
      select d.field, d.keyver, d.iv, d.ciphertext, k.wrapped
      from logged
      join vault.datum d on d.person = ${person} and d.field = any(${facts.asked.fields}::text[])
      join keys.dek k on k.person = d.person and k.class = d.class and k.version = d.keyver
      where d.batch is null or d.batch = ${facts.batch} order by d.id`,
    datumRow,
  )
  const values: Record<string, string> = {}
  for (const { field, keyver, wrapped, ...sealed } of data) {
    const key = unwrap(room.keys.master, wrapped)
    values[field] = unseal(key, { person, field, keyver }, sealed)
  }
  return values
}

/** One reading inside a transaction. Nothing of it may leave before that is committed. */
export async function readWithin(
  tx: Tx,
  room: Strongroom,
  module: string,
  asked: Asked,
): Promise<Outcome> {
  const facts = await factsOf(tx, module, asked)
  const denial = denialOf(facts)
  if (denial) {
    await tx.run(entry(facts, denial))
    return { denial }
  }
  if (!facts.person) throw new Error('allowed to read nobody')
  return { values: await open(tx, room, facts, facts.person) }
}

/** The values, or the refusal that was logged. */
export function valuesOf(outcome: Outcome): Values {
  if ('values' in outcome) return outcome.values
  throw new Refusal('forbidden', [`vault.${outcome.denial.why}`])
}

/**
 * Reads for a service: what comes back was logged, and the log committed, before anybody sees it.
 */
export async function read(room: Strongroom, module: string, asked: Asked): Promise<Values> {
  return valuesOf(await room.db.transact((tx) => readWithin(tx, room, module, asked)))
}
