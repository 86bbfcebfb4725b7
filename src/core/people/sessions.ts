import { type Statement, sql, type Tx } from '#core/database'
import { newId, newSecret } from '#core/kernel'
import { z } from 'zod'
import { type Assurance, assuranceShape, type Proof } from './assurance.ts'
import { hashOf, minutesBefore } from './secret.ts'

/** Minutes after which a session ends when nobody used it (privacy-record.md 5.4). */
const IDLE = 30
/** Minutes after which a session ends in any case. */
const LONGEST = 12 * 60

/** A browser in which somebody is signed in. */
export interface Session {
  /** Id; the secret is in the browser alone. */
  readonly session: string
  /** Such as `Firefox on Linux`; nothing finer. */
  readonly about: string
  readonly since: string
  readonly seenAt: string
  readonly assurance: Assurance
}

const SessionRow: z.ZodType<Session> = z.object({
  session: z.string(),
  about: z.string(),
  since: z.string(),
  seenAt: z.string(),
  assurance: assuranceShape,
})

/** The condition under which a session still counts. */
export function alive(now: string): Statement {
  return sql`(seen_at > ${minutesBefore(now, IDLE)} and since > ${minutesBefore(now, LONGEST)})`
}

/** Only words: versions, models and addresses stay out. */
export const coarse = (about: string): string =>
  about
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .slice(0, 60)

/** Who signs in, with what, and how sure that makes the city. */
export interface SignIn {
  readonly ref: string
  readonly now: string
  readonly about: string
  readonly how: readonly Proof[]
  readonly assurance: Assurance
  /** When they showed it, if not now. */
  readonly provedAt?: string
}

/**
 * Signs somebody in with a secret that no one had before; sessions of theirs that ended are
 * forgotten.
 */
export async function startSession(
  tx: Tx,
  { ref, now, about, how, assurance, provedAt = now }: SignIn,
): Promise<{ secret: string; session: string }> {
  const secret = newSecret(32)
  const session = newId(now)
  await tx.run(sql`delete from people.session where ref = ${ref} and not ${alive(now)}`)
  await tx.run(sql`
    insert into people.session (id, hash, ref, about, since, seen_at, how, assurance, proved_at)
    values (${session}, ${hashOf(secret)}, ${ref}, ${coarse(about)}, ${now}, ${now}, ${how},
      ${assurance}, ${provedAt})`)
  return { secret, session }
}

/**
 * The same session under a new secret, because what it may do has changed: whoever learned the old one has
 * nothing (OWASP ASVS 3.2.1). When it ends does not move.
 */
export async function renewSession(tx: Tx, session: string): Promise<string> {
  const secret = newSecret(32)
  await tx.run(sql`update people.session set hash = ${hashOf(secret)} where id = ${session}`)
  return secret
}

/** Signs somebody out in one browser. */
export async function endSession(tx: Tx, session: string): Promise<void> {
  await tx.run(sql`delete from people.session where id = ${session}`)
}

/** Signs somebody out everywhere, such as after a new password. */
export async function endAllSessions(tx: Tx, ref: string): Promise<void> {
  await tx.run(sql`delete from people.session where ref = ${ref}`)
}

/** Where somebody is signed in now; the one used last comes first. */
export function listSessions(tx: Tx, ref: string, now: string): Promise<Session[]> {
  return tx.many(
    sql`select id as session, about, since, seen_at as "seenAt", assurance from people.session
      where ref = ${ref} and ${alive(now)} order by seen_at desc, id desc limit 100`,
    SessionRow,
  )
}

/** Forgets every session that ended by itself; for a regular job. */
export function forgetSessions(tx: Tx, now: string): Promise<number> {
  return tx.run(sql`delete from people.session where not ${alive(now)}`)
}
