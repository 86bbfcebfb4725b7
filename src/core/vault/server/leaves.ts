/** What of an access or an erasure can be proved later: all that its person sees of it. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

/** What is sealed: readings, or erasures. */
export type SealKind = 'access' | 'erasure'

/** One thing on its way into a batch. */
export interface Subject {
  readonly id: string
  /** Null for a reading about nobody that is known. */
  readonly person: string | null
  readonly payload: Readonly<Record<string, unknown>>
}

/** Words of people as an entry may hold them: no controls, one form for each letter (NFC). */
function plain(text: string): string {
  return text.normalize('NFC').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

/** Without what is not there: an entry knows no null. */
function said(all: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const known = Object.entries(all).filter(([, one]) => one !== null && one !== false)
  return Object.fromEntries(
    known.map(([key, one]) => [key, typeof one === 'string' ? plain(one) : one]),
  )
}

const accessRow = z
  .object({
    id: z.string(),
    person: z.string().nullable(),
    at: z.string(),
    purpose: z.string(),
    version: z.number(),
    fields: z.array(z.string()),
    module: z.string(),
    kind: z.string(),
    badge: z.string().nullable(),
    unit: z.string().nullable(),
    case: z.string().nullable(),
    reason: z.string().nullable(),
    basis: z.object({ gdpr: z.string(), law: z.string() }).nullable(),
    outcome: z.string(),
    denied: z.string().nullable(),
    emergency: z.boolean(),
    mandate: z.string().nullable(),
  })
  .transform(({ person, basis, fields, ...row }): Subject => {
    const { gdpr = null, law = null } = basis ?? {}
    const payload = said({ ...row, gdpr, law })
    return { id: row.id, person, payload: { ...payload, fields: fields.map(plain) } }
  })

const erasureRow = z
  .object({
    id: z.string(),
    person: z.string(),
    class: z.string(),
    why: z.string(),
    at: z.string(),
    goneAt: z.string(),
  })
  .transform(({ person, ...row }): Subject => ({ id: row.id, person, payload: said(row) }))

/** These accesses or erasures, as they are committed to. */
export function subjectsOf(tx: Tx, kind: SealKind, ids: readonly string[]): Promise<Subject[]> {
  if (kind === 'erasure') {
    return tx.many(
      sql`select id, person, class, why, at, gone_at as "goneAt" from vault.erasure
        where id = any(${ids}::uuid[]) order by id`,
      erasureRow,
    )
  }
  return tx.many(
    sql`select id, person, at, purpose, purpose_version as version, fields, module,
        actor_kind as kind, badge, unit, case_ref as case, reason, basis, outcome, denied, emergency,
        mandate
      from vault.access where id = any(${ids}::uuid[]) order by id`,
    accessRow,
  )
}

const waitingRow = z.object({ id: z.string(), at: z.string() })

/** What is in no batch yet. */
export function listWaiting(tx: Tx, kind: SealKind, before: string) {
  return tx.many(
    kind === 'access'
      ? sql`select a.id, a.at from vault.access a where a.at < ${before}
          and not exists (select 1 from vault.leaf l where l.subject = a.id) order by a.id`
      : sql`select e.id, e.at from vault.erasure e where e.at < ${before}
          and not exists (select 1 from vault.leaf l where l.subject = e.id) order by e.id`,
    waitingRow,
  )
}

/** A leaf ready to be kept. */
export interface Leaf {
  readonly subject: string
  readonly leaf: number
  readonly commitment: Uint8Array
  /** Absent for a reading about nobody: nobody can ask for its proof. */
  readonly keyver: number | null
  readonly iv: Uint8Array | null
  readonly salt: Uint8Array | null
}

const hex = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('hex')

/** Keeps leaves of a batch. */
export async function keepLeaves(tx: Tx, seal: string, leaves: readonly Leaf[]): Promise<void> {
  await tx.run(sql`insert into vault.leaf (subject, seal, leaf, commitment, keyver, iv, salt)
    select n.subject::uuid, ${seal}::uuid, n.leaf, decode(n.commitment, 'hex'), n.keyver,
      decode(n.iv, 'hex'), decode(n.salt, 'hex')
    from unnest(${leaves.map(({ subject }) => subject)}::text[],
      ${leaves.map(({ leaf }) => leaf)}::int[],
      ${leaves.map(({ commitment }) => hex(commitment))}::text[],
      ${leaves.map(({ keyver }) => keyver)}::int[], ${leaves.map(({ iv }) => hex(iv))}::text[],
      ${leaves.map(({ salt }) => hex(salt))}::text[])
      as n (subject, leaf, commitment, keyver, iv, salt)`)
}
