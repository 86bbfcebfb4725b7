/**
 * What a person may see of the vault: who read about them and why, and what it holds. Never the
 * values.
 */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Access, Holding } from '../model.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const accessesInput = z.object({
  ref: name,
  before: z.uuid().optional(),
  id: z.uuid().optional(),
  limit: z.int().min(1).max(1000),
  from: moment.optional(),
  until: moment.optional(),
  module: name.optional(),
  purpose: name.optional(),
  field: name.optional(),
  outcome: z.enum(['read', 'denied']).optional(),
  who: z.enum(['self', 'others']).optional(),
  now: moment.optional(),
})
/** Whoever it is about. */
export const ofInput = z.object({ ref: name })

const accessRow = z
  .object({
    id: z.string(),
    at: z.string(),
    purpose: z.string(),
    purpose_version: z.number(),
    fields: z.array(z.string()),
    module: z.string(),
    actor_kind: z.enum(['self', 'official', 'system']),
    badge: z.string().nullable(),
    unit: z.string().nullable(),
    case_ref: z.string().nullable(),
    reason: z.string().nullable(),
    basis: z.object({ gdpr: z.string(), law: z.string() }).nullable(),
    outcome: z.enum(['read', 'denied']),
    denied: z.string().nullable(),
    breach: z.enum(['gap', 'violation']).nullable(),
    emergency: z.boolean(),
    mandate: z.string().nullable(),
    shown_from: z.string().nullable(),
  })
  .transform((row): Access => {
    const {
      actor_kind: kind,
      badge,
      unit,
      purpose_version,
      case_ref,
      denied,
      breach,
      emergency,
      mandate,
      shown_from: shownFrom,
      ...same
    } = row
    return {
      ...same,
      purposeVersion: purpose_version,
      case: case_ref,
      actor: { kind, badge, unit },
      ...(denied === null ? {} : { denied }),
      ...(breach === null ? {} : { breach }),
      ...(shownFrom === null ? {} : { shownFrom }),
      ...(emergency ? { emergency: true } : {}),
      ...(mandate === null ? {} : { mandate }),
    }
  })

type Wanted = z.infer<typeof accessesInput>

/** What is left out of the list: what somebody did not ask for, and what a law still delays. */
function wantedOnly(wanted: Wanted) {
  const { before, id, from, until, module, purpose, field, outcome, who, now } = wanted
  const conditions = [
    sql`visible_from <= coalesce(${now ?? null}::timestamptz, now())`,
    ...(before ? [sql`id < ${before}`] : []),
    ...(id ? [sql`id = ${id}`] : []),
    ...(from ? [sql`at >= ${from}`] : []),
    ...(until ? [sql`at < ${until}`] : []),
    ...(module ? [sql`module = ${module}`] : []),
    ...(purpose ? [sql`purpose = ${purpose}`] : []),
    ...(field ? [sql`${field} = any(fields)`] : []),
    ...(outcome ? [sql`outcome = ${outcome}`] : []),
    ...(who ? [sql`(actor_kind = 'self') = ${who === 'self'}`] : []),
  ]
  return sql.join(conditions, ' and ')
}

/** Newest first, a page at a time, by key. */
export async function accesses(
  room: Strongroom,
  module: string,
  wanted: Wanted,
): Promise<Access[]> {
  return room.db.look(async (tx: Tx) => {
    const person = await personOf(tx, module, wanted.ref)
    return tx.many(
      sql`select id, at, purpose, purpose_version, fields, module, actor_kind, badge, unit,
          case_ref, reason, basis, outcome, denied, breach, emergency, mandate,
          case when visible_from > at then visible_from end as shown_from
        from vault.access where person = ${person} and ${wantedOnly(wanted)}
        order by id desc limit ${wanted.limit}`,
      accessRow,
    )
  })
}

const holdingRow = z.object({
  field: z.string(),
  class: z.string(),
  since: z.string(),
  readableBy: z.array(z.string()),
})

/** Each field the vault holds of a person, and which services may read it for an open case now. */
export async function holdings(
  room: Strongroom,
  module: string,
  { ref }: { ref: string },
): Promise<Holding[]> {
  return room.db.look(async (tx: Tx) => {
    const person = await personOf(tx, module, ref)
    return tx.many(
      sql`select d.field, d.class, min(d.since) as since,
          array(select distinct g.module from vault.grant g
            join vault.purpose p on p.id = g.purpose and p.active
            join vault.field f on f.name = d.field or f.body ->> 'of' = d.field
            where g.person = ${person} and g.until_at is null
              and p.body -> 'fields' @> to_jsonb(f.name)
              and (not p.body ? 'notice' or exists (select 1 from vault.consent c
                where c.person = g.person and c.withdrawn_at is null
                  and p.body -> 'notice' = jsonb_build_object('name', c.notice, 'version', c.version)))
            order by 1) as "readableBy"
        from (select person, field, class, since from vault.datum
          union all select person, field, class, since from vault.document
            where batch is null) as d
        where d.person = ${person} group by d.field, d.class order by d.field`,
      holdingRow,
    )
  })
}
