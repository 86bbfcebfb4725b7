/** Versions of the rules. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { ruleStates } from '../model.ts'

const Version = z.object({
  version: z.number(),
  text: z.string(),
  hash: z.string(),
  state: z.enum(ruleStates),
  writtenBy: z.string(),
  writtenAt: z.string(),
  activatedAt: z.string().nullable(),
})
export type Version = z.infer<typeof Version>

const columns = sql`version, text, hash, state, written_by as "writtenBy", written_at as "writtenAt",
  activated_at as "activatedAt"`

/** Versions, the newest first. */
export function listVersions(tx: Tx, most = 20): Promise<Version[]> {
  return tx.many(
    sql`select ${columns} from routing.rules order by version desc limit ${most}`,
    Version,
  )
}

/** The version in force. */
export function activeVersion(tx: Tx): Promise<Version | undefined> {
  return tx.one(sql`select ${columns} from routing.rules where state = 'active'`, Version)
}

export function findVersion(tx: Tx, version: number): Promise<Version | undefined> {
  return tx.one(sql`select ${columns} from routing.rules where version = ${version}`, Version)
}

/** Holds a version until the action is over. */
export function lockVersion(tx: Tx, version: number): Promise<Version | undefined> {
  return tx.one(
    sql`select ${columns} from routing.rules where version = ${version} for update`,
    Version,
  )
}

/** A new draft; gives its version. */
export async function addVersion(
  tx: Tx,
  it: { text: string; hash: string; by: string; at: string },
): Promise<number> {
  const made = await tx.one(
    sql`insert into routing.rules (version, text, hash, state, written_by, written_at)
      select coalesce(max(version), 0) + 1, ${it.text}, ${it.hash}, 'draft', ${it.by}, ${it.at}
      from routing.rules returning version`,
    z.object({ version: z.number() }),
  )
  return made?.version ?? 0
}

/** The newest version of these words is in force again; without words none is. */
export async function setBack(tx: Tx, hash: string | null): Promise<void> {
  await tx.run(sql`update routing.rules set state = 'past' where state = 'active'`)
  await tx.run(sql`update routing.rules set state = 'active' where version = (
    select max(version) from routing.rules where hash = ${hash} and state = 'past')`)
}

/** Puts a version in force; the one before is past. */
export async function setActive(
  tx: Tx,
  version: number,
  { by, at }: { by: string; at: string },
): Promise<void> {
  await tx.run(sql`update routing.rules set state = 'past' where state = 'active'`)
  await tx.run(sql`update routing.rules
    set state = 'active', activated_by = ${by}, activated_at = ${at} where version = ${version}`)
}
