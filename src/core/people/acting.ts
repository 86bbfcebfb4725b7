/** Acting for somebody else: by whose mandate, how far it reaches, and what was done (privacy-record.md 2.9). */
import { sql, type Tx } from '#core/database'
import { newId, Refusal } from '#core/kernel'
import { z } from 'zod'
import type { Demand } from './assurance.ts'
import type { Person } from './person.ts'

/** For whom somebody acts in this session. */
export interface Acting {
  readonly mandate: string
  readonly kind: string
  /** The person represented, as this module knows people. */
  readonly ref: string
  /** What the mandate lets do; nothing any more once it ended. */
  readonly scopes: readonly string[]
}

export const ActingShape = z.object({
  mandate: z.string(),
  kind: z.string(),
  ref: z.string(),
  scopes: z.array(z.string()),
})

/** The mandate by which this act or page is somebody else's; undefined when it is one's own. */
export function actingFor(demand: Demand, person: Person | null): Acting | undefined {
  const { onBehalf = 'own' } = demand
  return person?.acting?.scopes.includes(onBehalf) ? person.acting : undefined
}

/**
 * Refuses what is beyond a mandate. Whoever acts for another does nothing of their own meanwhile: it could be taken
 * for the other's.
 */
export function requireReach(demand: Demand, person: Person | null): void {
  if (!person?.acting || demand.onBehalf === 'own' || actingFor(demand, person)) return
  const code = demand.onBehalf ? 'people.not-in-mandate' : 'people.not-for-another'
  throw new Refusal('forbidden', [code])
}

/** Begins to act for somebody in a session; what it acted for before is over. */
export async function beginActing(
  tx: Tx,
  session: string,
  acting: Acting & { readonly until: string },
  now: string,
): Promise<void> {
  await leaveActing(tx, session)
  await tx.run(sql`insert into people.acting (session, mandate, kind, ref, scopes, until, since)
    values (${session}, ${acting.mandate}, ${acting.kind}, ${acting.ref}, ${acting.scopes},
      ${acting.until}, ${now})`)
}

/** Somebody is themselves again. */
export async function leaveActing(tx: Tx, session: string): Promise<void> {
  await tx.run(sql`delete from people.acting where session = ${session}`)
}

/** A mandate ended: whoever acts by it can do nothing more, and is told so. */
export async function endActing(tx: Tx, mandates: readonly string[]): Promise<void> {
  await tx.run(sql`update people.acting set scopes = '{}' where mandate = any(${mandates})`)
}

/**
 * Notes an act for somebody, in the transaction of the act. The row of the session is held: a mandate that ends at the
 * same moment either ended before, and nothing is done, or ends after it.
 */
export async function noteActed(
  tx: Tx,
  person: Person,
  of: { readonly act: string; readonly scope: string; readonly now: string },
): Promise<void> {
  const held = await tx.one(
    sql`select mandate from people.acting where session = ${person.session}
      and until > ${of.now} and ${of.scope} = any(scopes) for update`,
    z.object({ mandate: z.string() }),
  )
  if (!held || held.mandate !== person.acting?.mandate) {
    throw new Refusal('forbidden', ['people.not-in-mandate'])
  }
  await noteAct(tx, { mandate: held.mandate, act: of.act, now: of.now })
}

/** Notes what was done by a mandate. */
export async function noteAct(
  tx: Tx,
  { mandate, act, now }: { mandate: string; act: string; now: string },
): Promise<void> {
  await tx.run(sql`insert into people.acted (id, mandate, at, act)
    values (${newId(now)}, ${mandate}, ${now}, ${act})`)
}

/** One thing that was done for somebody. */
export interface Acted {
  readonly id: string
  readonly mandate: string
  readonly at: string
  /** Name of the action. */
  readonly act: string
}

const ActedRow: z.ZodType<Acted> = z.object({
  id: z.string(),
  mandate: z.string(),
  at: z.string(),
  act: z.string(),
})

/** What was done by these mandates, the newest first. */
export function listActed(tx: Tx, mandates: readonly string[]): Promise<Acted[]> {
  return tx.many(
    sql`select id, mandate, at, act from people.acted where mandate = any(${mandates})
      order by id desc limit 500`,
    ActedRow,
  )
}

/** Forgets acts older than a year; for a regular job. */
export function forgetActed(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`delete from people.acted where at <= ${before}`)
}
