import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Entry } from './bytes.ts'
import type { PublicBody } from './public.ts'

const Row: z.ZodType<Entry> = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.string(),
  by: z.string(),
  body: z.custom<PublicBody>((body) => typeof body === 'object' && body !== null),
  service: z.string(),
  subject: z.string().nullable(),
  position: z.number().nullable(),
})

const columns = sql`id, at, t as kind, by, d as body, service, subject, position`

/**
 * Which entries. Cursors are ids of entries: `before` goes on to older ones, `after` back to newer
 * ones.
 */
export interface EntryFilter {
  readonly service?: string | undefined
  readonly kind?: string | undefined
  readonly subject?: string | undefined
  /** Not earlier than this moment. */
  readonly from?: string | undefined
  /** Earlier than this moment. */
  readonly to?: string | undefined
  readonly before?: string | undefined
  readonly after?: string | undefined
  /** 50 when absent, 500 at most. */
  readonly limit?: number | undefined
}

/**
 * Where the ids made at a moment begin: the first 48 bits of a UUIDv7 are its milliseconds (RFC
 * 9562 5.7).
 */
function idAt(iso: string): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) throw new Error('not a moment in ISO 8601')
  const hex = Math.max(0, time).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

function conditions({ service, kind, subject, from, to, before, after }: EntryFilter): Statement {
  const given = [
    service === undefined ? undefined : sql`service = ${service}`,
    kind === undefined ? undefined : sql`t = ${kind}`,
    subject === undefined ? undefined : sql`subject = ${subject}`,
    from === undefined ? undefined : sql`id >= ${idAt(from)}`,
    to === undefined ? undefined : sql`id < ${idAt(to)}`,
    before === undefined ? undefined : sql`id < ${before}`,
    after === undefined ? undefined : sql`id > ${after}`,
  ].filter((one) => one !== undefined)
  return given.length > 0 ? sql`where ${sql.join(given, ' and ')}` : sql.empty
}

/** Entries, newest first, in one statement, as fast on the last page as on the first. */
export async function listEntries(tx: Tx, filter: EntryFilter = {}): Promise<Entry[]> {
  const limit = Math.max(1, Math.min(filter.limit ?? 50, 500))
  const back = filter.after !== undefined
  const rows = await tx.many(
    sql`select ${columns} from record.outbox ${conditions(filter)}
      order by id ${back ? sql`asc` : sql`desc`} limit ${limit}`,
    Row,
  )
  return back ? rows.toReversed() : rows
}

/** One entry, in one statement. */
export function readEntry(tx: Tx, id: string): Promise<Entry | undefined> {
  return tx.one(sql`select ${columns} from record.outbox where id = ${id}`, Row)
}

/** Entries of these kinds from a place in the log on, in the order of the log; only what a checkpoint of this size covers. */
export function listPlaced(
  tx: Tx,
  of: {
    readonly kinds: readonly string[]
    readonly from: number
    readonly size: number
    readonly limit: number
  },
): Promise<Entry[]> {
  return tx.many(
    sql`select ${columns} from record.outbox
      where t = any(${[...of.kinds]}::text[]) and position >= ${of.from}::bigint
        and position < ${of.size}::bigint
      order by position limit ${of.limit}`,
    Row,
  )
}
