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
  log: z.number(),
})

const columns = sql`id, at, t as kind, by, d as body, service, subject, position, log`

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

/** The statement behind `listEntries`; every filter has an index that also gives the order. */
export function entriesStatement(filter: EntryFilter): Statement {
  const limit = Math.max(1, Math.min(filter.limit ?? 50, 500))
  const order = filter.after === undefined ? sql`desc` : sql`asc`
  return sql`select ${columns} from record.outbox ${conditions(filter)}
    order by id ${order} limit ${limit}`
}

/** Entries, newest first, in one statement, as fast on the last page as on the first. */
export async function listEntries(tx: Tx, filter: EntryFilter = {}): Promise<Entry[]> {
  const rows = await tx.many(entriesStatement(filter), Row)
  return filter.after === undefined ? rows : rows.toReversed()
}

/** One entry, in one statement. */
export function readEntry(tx: Tx, id: string): Promise<Entry | undefined> {
  return tx.one(sql`select ${columns} from record.outbox where id = ${id}`, Row)
}

/** Which of these pages the record says something about; one statement. */
export async function readSubject(
  tx: Tx,
  candidates: readonly string[],
): Promise<string | undefined> {
  const found = await tx.one(
    sql`select subject from record.outbox where subject = any(${[...candidates]}::text[])
      order by subject limit 1`,
    z.object({ subject: z.string() }),
  )
  return found?.subject
}
