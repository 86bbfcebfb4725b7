/** What an officer may know for an open case beside values: one access that it is about, and who read a field. */
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Access } from '../model.ts'
import type { Disclosure } from '../cases-model.ts'
import { accesses } from './folder.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

const open = { ref: name, case: name }

export const caseAccessInput = z.object({ ...open, access: z.uuid(), now: moment })
export const disclosedInput = z.object({ ...open, field: name })

type Asked = { readonly ref: string; readonly case: string }

/** The person, if a case of this service is open for them: without it nobody looks. */
async function personWithCase(tx: Tx, module: string, { ref, case: caseRef }: Asked) {
  const person = await personOf(tx, module, ref)
  const found = await tx.one(
    sql`select true as is from vault.grant where module = ${module} and case_ref = ${caseRef}
      and person = ${person} and until_at is null limit 1`,
    z.object({ is: z.boolean() }),
  )
  if (!found) throw new Refusal('forbidden', ['vault.no-grant'])
  return person
}

/** One access of the person, as they see it themselves; null when there is none that they may see. */
export async function caseAccess(
  room: Strongroom,
  module: string,
  { ref, access, now, ...asked }: z.infer<typeof caseAccessInput>,
): Promise<Access | null> {
  await room.db.look((tx) => personWithCase(tx, module, { ref, ...asked }))
  const [found] = await accesses(room, module, { ref, id: access, now, limit: 1 })
  return found ?? null
}

const disclosureRow = z.object({
  kind: z.enum(['outside', 'unit', 'service']),
  code: z.string(),
  last: z.string(),
  cases: z.array(z.string()),
})

const CASES = sql`coalesce(
  (array_agg(distinct case_ref) filter (where case_ref is not null))[1:50], '{}')`

/** Who read a field of the person, or got it from who did: by unit, service and outside recipient (art. 19). */
export async function disclosed(
  room: Strongroom,
  module: string,
  { field, ...asked }: z.infer<typeof disclosedInput>,
): Promise<Disclosure[]> {
  return room.db.look(async (tx) => {
    const person = await personWithCase(tx, module, asked)
    return tx.many(
      sql`with reading as (select module, unit, actor_kind, recipients, at, case_ref from vault.access a
          where person = ${person} and outcome = 'read' and actor_kind <> 'self' and module <> ${module}
            and exists (select 1 from unnest(a.fields) f where f = ${field} or f like ${`${field}#%`}))
        select 'outside' as kind, code, max(at) as last, ${CASES} as cases
          from reading, unnest(recipients) as code group by code
        union all select 'unit', unit, max(at), ${CASES} from reading
          where actor_kind = 'official' and unit is not null group by unit
        union all select 'service', module, max(at), ${CASES} from reading
          where actor_kind = 'system' or unit is null group by module
        order by kind, code`,
      disclosureRow,
    )
  })
}
