/** What is kept no longer than its purposes say (GDPR art. 5(1)(e)): due classes are erased at night. */
import { sql, type Statement, type Tx } from '#core/database'
import { z } from 'zod'
import { eraseAllWithin } from './erase.ts'
import { forgetFarewells } from './farewell.ts'
import { appendLedger } from './ledger.ts'
import { moment } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** Days for which something is left alone that nobody opened a case for yet. */
const GRACE = 30
/** Classes of persons that are erased in one transaction. */
const PORTION = 200

/** Held classes that are counted, at most. */
const HELD = 10_000

/** Accesses that are removed in one transaction. */
const ACCESSES = 5_000

export const retentionInput = z.object({
  now: moment,
  /** For how many years accesses are kept; absent: for ever. */
  accessYears: z.int().min(1).max(100).optional(),
})

const dueRow = z.object({ person: z.string(), class: z.string() })

/** A class of a person: what was looked at up to here is not looked at again. */
type Due = z.infer<typeof dueRow>

const BEGINNING: Due = { person: '00000000-0000-0000-0000-000000000000', class: '' }

/** How far the rounds came that go through what is due at one moment. A vault that starts anew begins again. */
const reached = new WeakMap<Strongroom, Due & { readonly now: string }>()

/**
 * A class is due when no purpose that retains it still does: its cases are closed and the time after
 * is over (`case.closed+P1Y`), and there is no account that it goes with (`account.closed`). A purpose
 * counts as it was declared last, also one that is retired.
 */
function listDue(tx: Tx, now: string, of: { which: Statement; limit: number }) {
  return tx.many(
    sql`with rule as materialized (
        select distinct on (id) id, active, body #>> '{retention,class}' as class,
          body #>> '{retention,until}' as until
        from vault.purpose order by id, version desc)
      select k.person, k.class from (
        select person, class from (
          select person, class, since from vault.datum
            where batch is null and class <> 'account' and ${of.which}
          union all select person, class, since from vault.document
            where batch is null and person is not null and ${of.which}) as held
        group by person, class
        having max(since) < ${now}::timestamptz - ${`${GRACE} days`}::interval) as k
      where not exists (select 1 from vault.grant g join rule r on r.id = g.purpose
          where g.person = k.person and r.class = k.class and (g.until_at is null or g.until_at
            + coalesce(substring(r.until from '[+](P.*)$'), 'PT0S')::interval > ${now}))
        and not exists (select 1 from rule r join vault.account a on a.person = k.person
          where r.class = k.class and r.active and r.until like 'account.closed%')
      order by k.person, k.class limit ${of.limit}`,
    dueRow,
  )
}

/** The next portion that no order holds back. */
function listNext(tx: Tx, now: string, { person, class: retained }: Due): Promise<Due[]> {
  const which = sql`(person, class) > (${person}::uuid, ${retained})
    and not (person, class) in (select h.person, h.class from vault.hold h where h.until_at is null)`
  return listDue(tx, now, { which, limit: PORTION })
}

/** What would be due, if no order held it back. */
async function countHeld(tx: Tx, now: string): Promise<number> {
  const which = sql`(person, class) in
    (select h.person, h.class from vault.hold h where h.until_at is null)`
  return (await listDue(tx, now, { which, limit: HELD })).length
}

/** What one round erased, by class, and how much orders held back. */
export interface Retired {
  readonly erased: Readonly<Record<string, number>>
  readonly held: number
  /** Accesses that were kept as long as the city says. */
  readonly accesses: number
  /** Another round finds more. */
  readonly more: boolean
}

/**
 * Removes a portion of the accesses that are older than the city keeps them. Their leaves stay, so that the proofs of
 * others hold; without salt they say nothing any more.
 */
async function retireAccesses(tx: Tx, now: string, years: number): Promise<number> {
  const gone = await tx.many(
    sql`select id from vault.retire_accesses(${now}::timestamptz, ${years}::int, ${ACCESSES}::int) as id`,
    z.object({ id: z.string() }),
  )
  const ids = gone.map(({ id }) => id)
  await tx.run(sql`update vault.leaf set salt = null, iv = null, keyver = null
    where subject = any(${ids}::uuid[])`)
  await tx.run(sql`delete from vault.notice where access = any(${ids}::uuid[])`)
  const term = `${years} years`
  await tx.run(
    sql`delete from vault.counted where last_at < ${now}::timestamptz - ${term}::interval`,
  )
  return ids.length
}

/**
 * Erases a portion of what is due. What it did is in the ledger, so it may be done again at any time; rounds of one
 * moment go on where the last one ended.
 */
export async function retention(
  room: Strongroom,
  { now, accessYears }: z.infer<typeof retentionInput>,
): Promise<Retired> {
  await forgetFarewells(room, now)
  const before = reached.get(room)
  const from = before?.now === now ? before : BEGINNING
  const { lines, held, accesses } = await room.db.transact(async (tx) => {
    const due = await listNext(tx, now, from)
    const lines = await eraseAllWithin(
      tx,
      due.map((one) => ({ ...one, why: 'retention' as const, at: now })),
    )
    const accesses = accessYears ? await retireAccesses(tx, now, accessYears) : 0
    return { lines, held: await countHeld(tx, now), accesses }
  })
  appendLedger(room.folder, lines)
  const last = lines.at(-1)
  if (last && lines.length === PORTION)
    reached.set(room, { person: last.person, class: last.class, now })
  else reached.delete(room)
  const erased: Record<string, number> = {}
  for (const { class: retained } of lines) erased[retained] = (erased[retained] ?? 0) + 1
  return { erased, held, accesses, more: lines.length === PORTION || accesses === ACCESSES }
}
