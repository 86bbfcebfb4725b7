import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { entryBytes } from '../bytes.ts'
import { serviceOfKind } from '../entries.ts'
import type { PublicBody } from '../public.ts'
import { current } from './which-log.ts'

/** Number of the advisory lock of the sequencer: "record" in letters of the alphabet. */
const LOCK = 180_503_151_804
/** Entries that get their place in one statement. */
const MOST = 5000

/** Places are given under one lock, so the weaker isolation is right and never in residents' way. */
export async function lockLog(tx: Tx): Promise<boolean> {
  await tx.run(sql`set transaction isolation level read committed`)
  const Row = z.object({ mine: z.boolean() })
  const got = await tx.one(sql`select pg_try_advisory_xact_lock(${LOCK}::bigint) as mine`, Row)
  return got?.mine ?? false
}

/** Gives one entry its place. Only under the lock of the log. */
export async function placeAt(tx: Tx, id: string, position: number): Promise<void> {
  await tx.run(sql`update record.outbox set position = ${position}::bigint, log = ${current}
    where id = ${id} and position is null`)
}

/** The first place that is free. */
export async function nextPosition(tx: Tx): Promise<number> {
  const next = sql`select coalesce(max(position) + 1, 0)::bigint as next from record.outbox
    where log = ${current}`
  return (await tx.one(next, z.object({ next: z.number() })))?.next ?? 0
}

/**
 * Gives places to entries that wait, from `next` on. Everything that waits is taken, never "what
 * came after the last id": ids are made before their transaction commits.
 */
export function givePositions(tx: Tx, next: number): Promise<number> {
  return tx.run(sql`
    with waiting as (
      select id, row_number() over (order by id) - 1 as place
      from (select id from record.outbox where position is null order by id limit ${MOST}) first)
    update record.outbox o set position = ${next}::bigint + waiting.place, log = ${current}
    from waiting where o.id = waiting.id and o.position is null`)
}

const Placed = z
  .object({
    position: z.number(),
    id: z.string(),
    at: z.string(),
    kind: z.string(),
    by: z.string(),
    body: z.custom<PublicBody>((body) => typeof body === 'object' && body !== null),
  })
  .transform(({ position, ...facts }) => ({ position, bytes: entryBytes(facts) }))

const columns = sql`position, id, at, t as kind, by, d as body`

/** Entries from this place on, in the order of the log. */
export function entriesFrom(tx: Tx, position: number, most: number) {
  return tx.many(
    sql`select ${columns} from record.outbox where log = ${current} and position >= ${position}::bigint
      order by position limit ${most}`,
    Placed,
  )
}

/** The bytes of the entry at this place. */
export async function bytesAt(tx: Tx, position: number): Promise<Uint8Array | undefined> {
  const at = sql`select ${columns} from record.outbox 
    where log = ${current} and position = ${position}::bigint`
  return (await tx.one(at, Placed))?.bytes
}

const Written = z.object({
  v: z.literal(1),
  t: z.string(),
  at: z.string(),
  id: z.string(),
  by: z.string(),
  d: z.record(z.string(), z.json()),
})

/**
 * An entry that the log has and the database lost comes back, at its place. One that still waits
 * in the database gets that place.
 */
export function restore(tx: Tx, position: number, entry: Uint8Array): Promise<number> {
  const { t, at, id, by, d } = Written.parse(JSON.parse(Buffer.from(entry).toString()))
  const service = serviceOfKind(t)
  return tx.run(sql`
    insert into record.outbox (id, at, t, by, d, service, position, log)
    values (${id}, ${at}, ${t}, ${by}, ${JSON.stringify(d)}::jsonb, ${service}, ${position}::bigint,
      ${current})
    on conflict (id) do update set position = excluded.position, log = excluded.log
      where record.outbox.position is null`)
}

/** A checkpoint as the database keeps it. */
export interface KeptCheckpoint {
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly note: string
  readonly at: string
}

/** Keeps a checkpoint; 0 when a larger or another one of that size is kept already. */
export function keepCheckpoint(tx: Tx, kept: KeptCheckpoint): Promise<number> {
  const { origin, size, root, note, at } = kept
  return tx.run(sql`
    insert into record.checkpoint as c (origin, size, root, note, at)
    values (${origin}, ${size}::bigint, ${root}, ${note}, ${at})
    on conflict (origin) do update set size = excluded.size, root = excluded.root,
      note = excluded.note, at = excluded.at
    where c.size < excluded.size or (c.size = excluded.size and c.root = excluded.root)`)
}

/** Notes who cosigned the checkpoint; `enough` keeps it as the last one that a quorum saw. */
export function keepCosigned(
  tx: Tx,
  kept: KeptCheckpoint & { readonly witnesses: readonly Witnessing[]; readonly enough: boolean },
): Promise<number> {
  const { origin, size, root, note, at, witnesses, enough } = kept
  const quorum: Statement = enough
    ? sql`, quorum_size = ${size}::bigint, quorum_note = ${note}, quorum_at = ${at}`
    : sql.empty
  return tx.run(sql`
    update record.checkpoint
    set note = ${note}, witnesses = ${JSON.stringify(witnesses)}::jsonb,
      witnessed_size = ${size}::bigint ${quorum}
    where origin = ${origin} and size = ${size}::bigint and root = ${root}`)
}

const WitnessingRow = z.object({ name: z.string(), at: z.string().nullable() })

/** A witness of the city's policy, and when it cosigned the checkpoint; null when it has not. */
export type Witnessing = z.infer<typeof WitnessingRow>

const Head = z.object({
  origin: z.string(),
  size: z.number(),
  note: z.string(),
  at: z.string(),
  witnesses: z.array(WitnessingRow),
  /** Size of the checkpoint that `witnesses` is about. */
  witnessedSize: z.number().nullable(),
  quorumSize: z.number().nullable(),
  quorumNote: z.string().nullable(),
  quorumAt: z.string().nullable(),
})

/** Where the log stands: its last checkpoint, and the last one that enough witnesses cosigned. */
export type LogHead = z.infer<typeof Head>

/** The head of the city's log, or of the one with this number; undefined before the first checkpoint. */
export function readHead(tx: Tx, log?: number): Promise<LogHead | undefined> {
  return tx.one(
    sql`select c.origin, c.size, c.note, c.at, c.witnesses, c.witnessed_size as "witnessedSize", c.quorum_size as "quorumSize",
        c.quorum_note as "quorumNote", c.quorum_at as "quorumAt"
      from record.checkpoint c join record.key k on k.origin = c.origin
      where k.log = ${log === undefined ? current : sql`${log}`}`,
    Head,
  )
}

/**
 * When the oldest entry happened that no published checkpoint covers, if that was before this
 * moment: it waits for its place, or has one and waits for the signature.
 */
export async function readStanding(tx: Tx, before: string): Promise<string | undefined> {
  const oldest = sql`
    with head as (
      select coalesce(max(c.size), 0) as size
      from record.checkpoint c join record.key k on k.origin = c.origin where k.log = ${current})
    select at from (
      (select at from record.outbox
        where position is null and at < ${before} order by id limit 1)
      union all
      (select at from record.outbox
        where log = ${current} and position >= (select size from head) and at < ${before}
        order by position limit 1)
    ) waiting order by at limit 1`
  return (await tx.one(oldest, z.object({ at: z.string() })))?.at
}
