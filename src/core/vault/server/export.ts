/** Everything of a person for the person (GDPR art. 15, 20): read, and logged, like anything else. */
import { newId, Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { breachesOf } from './affected.ts'
import { consents } from './consents.ts'
import { inNumbers } from './count.ts'
import { erasures } from './erase.ts'
import { holds } from './holds.ts'
import { identitiesOf } from './identities.ts'
import { limitations } from './limitations.ts'
import { of as mandatesOf } from './mandate-list.ts'
import { personOf } from './persons.ts'
import { unseal } from './seal.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** Milliseconds for which somebody counts as having just proved who they are. */
const FRESH = 15 * 60_000

/** Taken along as a whole, or looked at: then without what is about one thing each, such as a message. */
const as = z.enum(['folder.export', 'folder.values'])

export const exportInput = z.object({ ref: name, freshAt: moment, at: moment })

type Asked = z.infer<typeof exportInput>
type AskedAs = Asked & { readonly as: z.infer<typeof as> }

const bytes = z.instanceof(Uint8Array)
const datumRow = z.object({
  field: z.string(),
  class: z.string(),
  pd: z.string(),
  since: z.string(),
  case: z.string().nullable(),
  item: z.string().nullable(),
  module: z.string().nullable(),
  keyver: z.number(),
  iv: bytes,
  ciphertext: bytes,
  wrapped: bytes,
  master: z.number(),
})

/** The access row and what is sealed, in one statement: without the row there is nothing to open. */
function sealedOf(
  tx: Tx,
  module: string,
  of: { person: string; access: string },
  { ref, at, as }: AskedAs,
) {
  const { person, access } = of
  const basis = JSON.stringify({ gdpr: '15', law: 'GDPR art. 15, 20' })
  const which = as === 'folder.export' ? sql`true` : sql`item is null`
  return tx.many(
    sql`with logged as (insert into vault.access
        (id, at, person, purpose, purpose_version, fields, module, actor_kind, actor_ref, basis,
          outcome, visible_from)
        values (${access}, ${at}, ${person}, ${as}, 1,
          array(select field from vault.datum where person = ${person} and batch is null and ${which}
            union select field from vault.document
              where person = ${person} and batch is null and ${as === 'folder.export'}
            order by 1),
          ${module}, 'self', ${ref}, ${basis}::jsonb, 'read', ${at}) returning id)
      select d.field, d.class, f.body ->> 'pd' as pd, d.since, d.case_ref as case, d.item, d.module,
        d.keyver, d.iv, d.ciphertext,
        k.wrapped, k.master
      from logged join vault.datum d on d.person = ${person}
      join vault.field f on f.name = d.field
      join keys.dek k on k.person = d.person and k.class = d.class and k.version = d.keyver
      where d.batch is null and ${which} order by d.field, d.id`,
    datumRow,
  )
}

async function valuesOf(room: Strongroom, module: string, asked: AskedAs, access: string) {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, module, asked.ref)
    const values = []
    for (const row of await sealedOf(tx, module, { person, access }, asked)) {
      const { field, keyver, wrapped, master, iv, ciphertext, ...said } = row
      const key = await room.keys.master.unwrap({ wrapped, master })
      const value = unseal(key, { person, field, keyver }, { iv, ciphertext })
      values.push({ ...said, field, value })
    }
    return values
  })
}

const grantRow = z.object({
  purpose: z.string(),
  module: z.string(),
  case: z.string(),
  from: z.string(),
  until: z.string().nullable(),
})

async function grantsOf(room: Strongroom, module: string, ref: string) {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    return tx.many(
      sql`select purpose, module, case_ref as case, from_at as from, until_at as until
        from vault.grant where person = ${person} order by id limit 10000`,
      grantRow,
    )
  })
}

function requireFresh({ at, freshAt }: Asked): void {
  const age = Date.parse(at) - Date.parse(freshAt)
  if (age < 0 || age > FRESH) throw new Refusal('forbidden', ['vault.step-up-needed'])
}

/** What the city holds of somebody, for their own eyes. It needs a fresh sign-in, and is logged. */
export async function values(room: Strongroom, module: string, asked: Asked) {
  requireFresh(asked)
  return valuesOf(room, module, { ...asked, as: 'folder.values' }, newId(asked.at))
}

/** Everything but the accesses, which are asked for page by page. It needs a fresh sign-in. */
export async function exportOf(room: Strongroom, module: string, asked: Asked) {
  requireFresh(asked)
  const of = { ref: asked.ref }
  const access = newId(asked.at)
  return {
    access,
    values: await valuesOf(room, module, { ...asked, as: 'folder.export' }, access),
    consents: await consents(room, module, of),
    limitations: await limitations(room, module, of),
    holds: await holds(room, module, of),
    erasures: await erasures(room, module, of),
    mandates: await mandatesOf(room, module, of),
    breaches: await breachesOf(room, module, of),
    identities: await room.db.look(async (tx) =>
      identitiesOf(tx, await personOf(tx, module, asked.ref)),
    ),
    inNumbers: await inNumbers(room, module, of),
    grants: await grantsOf(room, module, asked.ref),
  }
}
