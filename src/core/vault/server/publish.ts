/**
 * Publishing: nothing is read for a purpose the vault was not told of, and a purpose never changes
 * under its number.
 */
import { Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { contentHash } from '../declaration.ts'
import { mayBeFound } from '../field.ts'
import { moduleOf, needsAssessment } from '../purpose.ts'
import { kindOf } from './derive.ts'
import { fieldShape, name, purposeShape, type StoredField, type StoredPurpose } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const publishInput = z.object({
  fields: z.array(fieldShape).max(1000),
  purposes: z.array(purposeShape).max(1000),
  recorded: z.record(name, z.string().max(64)).default({}),
  /** Assessments that are published, as the public record names them. */
  assessed: z.array(name).max(1000).default([]),
})

const knownRow = z.object({ special: z.boolean(), keptElsewhere: z.boolean() })

/**
 * A field means the same to every service: who declares it anew makes no ordinary one of a special category, and moves
 * no value from under the restriction of its class.
 */
async function requireSame(tx: Tx, field: StoredField): Promise<void> {
  const { from } = kindOf(field.name)
  const known = await tx.one(
    sql`select coalesce(bool_or(f.body ? 'special'), false) as special,
        exists (select 1 from vault.datum d
          where d.field = ${field.name} and d.class <> ${field.class}) as "keptElsewhere"
      from vault.field f where f.name in (${field.name}, ${from})`,
    knownRow,
  )
  const weaker = known?.special === true && field.special === undefined
  if (!weaker && !known?.keptElsewhere && mayBeFound(field)) return
  throw new Refusal('conflict', [{ code: 'vault.field-changed', values: { field: field.name } }])
}

async function publishField(tx: Tx, field: StoredField): Promise<void> {
  const hash = contentHash(field)
  const known = await tx.one(
    sql`select sha256 from vault.field where name = ${field.name}`,
    z.object({ sha256: z.string() }),
  )
  if (known?.sha256 === hash) return
  await requireSame(tx, field)
  await tx.run(sql`insert into vault.field (name, sha256, body)
    values (${field.name}, ${hash}, ${JSON.stringify(field)}::jsonb)
    on conflict (name) do update set sha256 = excluded.sha256, body = excluded.body
    where vault.field.sha256 <> excluded.sha256`)
}

async function publishPurpose(tx: Tx, module: string, purpose: StoredPurpose): Promise<void> {
  const { id, version } = purpose
  if (moduleOf(id) !== module) throw new Refusal('forbidden', ['vault.foreign-purpose'])
  const hash = contentHash(purpose)
  await tx.run(sql`insert into vault.purpose (id, version, module, sha256, body, active)
    values (${id}, ${version}, ${module}, ${hash}, ${JSON.stringify(purpose)}::jsonb, false)
    on conflict do nothing`)
  const known = await tx.one(
    sql`select sha256 from vault.purpose where id = ${id} and version = ${version}`,
    z.object({ sha256: z.string() }),
  )
  if (known?.sha256 === hash) return
  throw new Refusal('conflict', [
    { code: 'vault.purpose-changed', values: { purpose: id, version } },
  ])
}

/** What the declaration itself refuses, for those who forged one (GDPR art. 35). */
function requireAssessed(fields: readonly StoredField[], purposes: readonly StoredPurpose[]): void {
  for (const { id, scope, fields: names, dpia } of purposes) {
    const own = fields.filter((field) => names.includes(field.name))
    if (dpia || !needsAssessment(scope, own)) continue
    throw new Refusal('forbidden', [{ code: 'vault.assessment-missing', values: { purpose: id } }])
  }
}

/** What a service declares now is active; what it declared before and no longer does is retired. */
export async function publish(
  room: Strongroom,
  module: string,
  { fields, purposes, recorded, assessed }: z.infer<typeof publishInput>,
): Promise<void> {
  const missing = purposes
    .flatMap((purpose) => purpose.fields)
    .find((one) => !fields.some((field) => field.name === one))
  if (missing) throw new Refusal('invalid', ['vault.field-undeclared'])
  requireAssessed(fields, purposes)
  await room.db.transact(async (tx) => {
    // What others are derived of comes first.
    const inOrder = fields.toSorted(
      (one, other) => Number(Boolean(one.of)) - Number(Boolean(other.of)),
    )
    for (const field of inOrder) await publishField(tx, field)
    for (const purpose of purposes) {
      await publishPurpose(tx, module, purpose)
      const said = recorded[purpose.id] ?? null
      const weighed = assessed.includes(purpose.dpia ?? '')
      await tx.run(sql`update vault.purpose set recorded = ${said}, assessed = ${weighed}
        where id = ${purpose.id} and version = ${purpose.version}
          and (recorded is distinct from ${said} or assessed is distinct from ${weighed})`)
    }
    const now = purposes.map(({ id, version }) => `${id}@${version}`)
    await tx.run(sql`update vault.purpose set active = false
      where module = ${module} and active and not id || '@' || version = any(${now}::text[])`)
    await tx.run(sql`update vault.purpose set active = true
      where module = ${module} and not active and id || '@' || version = any(${now}::text[])`)
  })
}

export const assessedInput = z.object({ code: name })

/** An assessment was published: from now on is read what waited for it. */
export async function assessed(
  room: Strongroom,
  { code }: z.infer<typeof assessedInput>,
): Promise<void> {
  await room.db.transact((tx) =>
    tx.run(sql`update vault.purpose set assessed = true
      where body ->> 'dpia' = ${code} and assessed is not true`),
  )
}
