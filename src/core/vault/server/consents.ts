/** Consents: given to one notice in one version, withdrawn as easily (GDPR art. 7). */
import { newId, Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Consent } from '../rights-model.ts'
import { personOf } from './persons.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const consentInput = z.object({
  ref: name,
  notice: name,
  version: z.int().positive(),
  method: name,
  language: name.optional(),
  at: moment,
})
export const consentedInput = z.object({ ref: name, notice: name })
export const consentingInput = z.object({
  notice: name,
  version: z.int().positive(),
  after: z.string().max(200).optional(),
  limit: z.int().min(1).max(1000),
})
export const withdrawInput = z.object({ ref: name, notice: name, at: moment })

/** Ends what stands; says whether anything did. */
async function end(tx: Tx, person: string, notice: string, at: string): Promise<boolean> {
  const ended = await tx.run(sql`update vault.consent set withdrawn_at = ${at}
    where person = ${person} and notice = ${notice} and withdrawn_at is null`)
  return ended > 0
}

/** Whether one of this service's purposes asks for consent to this notice. */
async function requireOwnNotice(tx: Tx, module: string, notice: string, version: number) {
  const found = await tx.one(
    sql`select true as own from vault.purpose p where p.module = ${module} and p.active
      and p.body -> 'notice' = jsonb_build_object('name', ${notice}::text, 'version', ${version}::int)
      limit 1`,
    z.object({ own: z.boolean() }),
  )
  if (!found) throw new Refusal('forbidden', ['vault.notice-unknown'])
}

/**
 * The person consents to a notice of this service; gives the number of the consent. A newer version takes the place
 * of an older.
 */
export async function consent(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof consentInput>,
): Promise<string> {
  const { ref, notice, version, method, language = null, at } = asked
  return room.db.transact(async (tx) => {
    await requireOwnNotice(tx, module, notice, version)
    const person = await personOf(tx, module, ref)
    const same = await tx.one(
      sql`select id, version from vault.consent
        where person = ${person} and notice = ${notice} and withdrawn_at is null`,
      z.object({ id: z.string(), version: z.number() }),
    )
    if (same?.version === version) return same.id
    await end(tx, person, notice, at)
    const id = newId(at)
    await tx.run(sql`insert into vault.consent
      (id, person, module, notice, version, method, given_at, language)
      values (${id}, ${person}, ${module}, ${notice}, ${version}, ${method}, ${at}, ${language})`)
    return id
  })
}

/** From this moment nothing is read for it. The folder may say so for every service. */
export async function withdraw(
  room: Strongroom,
  module: string,
  { ref, notice, at }: z.infer<typeof withdrawInput>,
): Promise<boolean> {
  return room.db.transact(async (tx) => {
    const person = await personOf(tx, module, ref)
    const own = await tx.one(
      sql`select module from vault.consent
        where person = ${person} and notice = ${notice} and withdrawn_at is null`,
      z.object({ module: z.string() }),
    )
    if (!own) return false
    if (module !== 'folder' && own.module !== module) {
      throw new Refusal('forbidden', ['vault.foreign-line'])
    }
    return end(tx, person, notice, at)
  })
}

const consentRow = z.object({
  id: z.string(),
  notice: z.string(),
  version: z.number(),
  module: z.string(),
  method: z.string(),
  language: z.string().nullable(),
  given: z.string(),
  withdrawn: z.string().nullable(),
})

/** Every consent of a person, also the withdrawn ones, newest first. */
export async function consents(
  room: Strongroom,
  module: string,
  { ref }: { ref: string },
): Promise<Consent[]> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    return tx.many(
      sql`select id, notice, version, module, method, language, given_at as given,
          withdrawn_at as withdrawn
        from vault.consent where person = ${person} order by id desc limit 1000`,
      consentRow,
    )
  })
}

/** The consent of a person to a notice of this service that stands; null when none does. */
export async function consented(
  room: Strongroom,
  module: string,
  { ref, notice }: z.infer<typeof consentedInput>,
): Promise<Consent | null> {
  const found = await room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    return tx.one(
      sql`select id, notice, version, module, method, language, given_at as given,
          withdrawn_at as withdrawn
        from vault.consent where person = ${person} and notice = ${notice} and module = ${module}
          and withdrawn_at is null`,
      consentRow,
    )
  })
  return found ?? null
}

/** Who consents to a notice of this service now and has an account, and in which language they read; by pseudonym. */
export async function consenting(
  room: Strongroom,
  module: string,
  { notice, version, after = '', limit }: z.infer<typeof consentingInput>,
): Promise<{ ref: string; language: string }[]> {
  return room.db.look((tx) =>
    tx.many(
      sql`select r.ref, a.language from vault.consent c
        join vault.ref r on r.person = c.person and r.module = ${module}
        join vault.account a on a.person = c.person and a.confirmed_at is not null
        where c.module = ${module} and c.notice = ${notice} and c.version = ${version}
          and c.withdrawn_at is null and r.ref > ${after}
        order by r.ref limit ${limit}`,
      z.object({ ref: z.string(), language: z.string() }),
    ),
  )
}
