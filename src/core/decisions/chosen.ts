/** Which version of a decision decides: of several whose code the release holds, the one that was chosen. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Cause, CAUSES } from './standing.ts'

const ToDecide = z.object({
  version: z.number().nullable(),
  hash: z.string().nullable(),
  cause: z.enum(CAUSES).nullable(),
})

/** The version that decides the next case, and what stands in its way; asked anew in every transaction. */
export async function toDecide(
  tx: Tx,
  name: string,
  now: string,
): Promise<{ version: number; hash: string; cause: Cause | undefined } | undefined> {
  const found = await tx.one(
    sql`select version, hash, cause from decisions.to_decide(${name}, ${now})`,
    ToDecide,
  )
  if (!found) return undefined
  const { version, hash, cause } = found
  return { version: version ?? 0, hash: hash ?? '', cause: cause ?? undefined }
}

const ChosenRow = z.object({
  version: z.number(),
  hash: z.string(),
  how: z.enum(['shipped', 'agreed', 'back']),
  revisionOn: z.string(),
  reason: z.string(),
  since: z.string(),
  until: z.string().nullable(),
})

/** A version that was in force here: how it came to be, and from when until when. */
export type Chosen = z.infer<typeof ChosenRow>

/** Everything that was ever in force of one decision, the newest first. */
export function listChosen(tx: Tx, name: string): Promise<Chosen[]> {
  return tx.many(
    sql`select version, hash, how, to_char(revision_on, 'YYYY-MM-DD') as "revisionOn", reason, since, until
      from decisions.chosen where decision = ${name} order by number desc limit 500`,
    ChosenRow,
  )
}

/** The version in force; undefined before the first publication. */
export async function readChosen(tx: Tx, name: string): Promise<Chosen | undefined> {
  return (await listChosen(tx, name)).find(({ until }) => until === null)
}

const HeldRow = z.object({ version: z.number(), hash: z.string(), failed: z.boolean() })

/** A version whose code the release holds; `failed`: an audit failed it with the rules and classifiers bound now. */
export type HeldVersion = z.infer<typeof HeldRow>

/** The versions that could decide without another start, the newest first. */
export function listHeld(tx: Tx, name: string, now: string): Promise<HeldVersion[]> {
  return tx.many(
    sql`select version, hash, decisions.has_failed(name, hash, ${now}) as failed
      from decisions.registered where name = ${name} and held order by version desc limit 50`,
    HeldRow,
  )
}

/** A version on its way into force. */
export interface Choosing extends Pick<Chosen, 'version' | 'hash' | 'how' | 'revisionOn'> {
  readonly name: string
  readonly reason?: string
}

/** From now on this version decides; the one before stays known, with its end. */
export async function choose(tx: Tx, it: Choosing, now: string): Promise<void> {
  const { name, version, hash, how, revisionOn, reason = '' } = it
  await tx.run(sql`update decisions.chosen set until = ${now}
    where decision = ${name} and until is null`)
  await tx.run(sql`
    insert into decisions.chosen (decision, number, version, hash, how, revision_on, reason, since)
    select ${name}::text, coalesce(max(number), 0) + 1, ${version}::integer, ${hash}::text, ${how}::text,
      ${revisionOn}::date, ${reason}::text, ${now}::timestamptz
    from decisions.chosen where decision = ${name}`)
  await tx.run(sql`update decisions.registered set until = ${now}
    where name = ${name} and version <> ${version} and until is null`)
  await tx.run(sql`update decisions.registered set until = null, since = ${now}
    where name = ${name} and version = ${version} and until is not null`)
}
