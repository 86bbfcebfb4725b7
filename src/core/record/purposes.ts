/** Every purpose stands on the public record before anything is read for it (privacy-record.md 2.4). */
import { createHash } from 'node:crypto'
import { sql, type Tx } from '#core/database'
import type { Purpose } from '#core/vault'
import { z } from 'zod'
import { canonical } from './canonical.ts'
import { purposeChanged, purposePublished, purposeRetired } from './entries.ts'
import { type Recorder, recorder } from './recorder.ts'

const Known = z.object({
  id: z.string(),
  version: z.number(),
  hash: z.string(),
  retired: z.boolean(),
})
type Known = z.infer<typeof Known>

/** By which hash the record knows each purpose that is in force: what else the vault is told, it reads for nothing. */
export async function recordedPurposes(tx: Tx): Promise<Record<string, string>> {
  const known = await tx.many(
    sql`select id, version, hash, retired from record.purpose where not retired`,
    Known,
  )
  return Object.fromEntries(known.map(({ id, hash }) => [id, hash]))
}

/** The assessments that the record says are published, by the code that a purpose names (GDPR art. 35). */
export async function publishedAssessments(tx: Tx): Promise<string[]> {
  const found = await tx.many(
    sql`select distinct d ->> 'code' as code from record.outbox where t = 'dpia.published'`,
    z.object({ code: z.string() }),
  )
  return found.map(({ code }) => code)
}

/** A purpose as the record says it. */
function bodyOf(purpose: Purpose) {
  const { id, version, basis, scope, retention } = purpose
  const fields = purpose.fields.map(({ name }) => name)
  const hash = createHash('sha256')
    .update(canonical({ ...purpose, fields }))
    .digest('hex')
  const kept = `${retention.class}, ${retention.until}`
  return { id, version, fields, gdpr: basis.gdpr, law: basis.law, scope, retention: kept, hash }
}

type Body = ReturnType<typeof bodyOf>

/** A purpose never changes under its number: people were told what version 1 is for. */
function requireNewVersion({ id, version, hash }: Body, before: Known | undefined): void {
  if (before?.version !== version || before.hash === hash) return
  throw new Error(
    `The purpose ${id} has changed, but still calls itself version ${version}, which is on the public ` +
      `record with other content. Give it the version ${version + 1}, or undo the change.`,
  )
}

async function say(record: Recorder, now: Body, before: Known | undefined): Promise<void> {
  const known = before && before.version !== now.version
  if (!known) await record(purposePublished, now)
  else await record(purposeChanged, { ...now, from: before.version, to: now.version })
}

async function publish(tx: Tx, record: Recorder, now: Body, before: Known | undefined) {
  requireNewVersion(now, before)
  if (before && !before.retired && before.version === now.version) return
  await say(record, now, before)
  await tx.run(sql`
    insert into record.purpose (id, version, hash) values (${now.id}, ${now.version}, ${now.hash})
    on conflict (id) do update
    set version = excluded.version, hash = excluded.hash, retired = false`)
}

/**
 * Puts on the record what is declared otherwise than it was last time: published, changed, retired.
 * Says nothing when nothing changed, so that every process may do it at every start.
 */
export async function recordPurposes(
  tx: Tx,
  purposes: readonly Purpose[],
  now: string,
): Promise<void> {
  const record = recorder(tx, { by: 'operator', now, service: 'vault' })
  const known = await tx.many(sql`select id, version, hash, retired from record.purpose`, Known)
  for (const purpose of purposes) {
    const before = known.find(({ id }) => id === purpose.id)
    await publish(tx, record, bodyOf(purpose), before)
  }
  const declared = new Set(purposes.map(({ id }) => id))
  for (const { id, version } of known.filter((one) => !one.retired && !declared.has(one.id))) {
    await record(purposeRetired, { id, version })
    await tx.run(sql`update record.purpose set retired = true where id = ${id}`)
  }
}
