/** The rows of audits. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import type { Result } from '../model/found.ts'
import { idIn, states } from '../model/states.ts'

const Interval = z.tuple([z.number(), z.number()])
const rate = z.object({ rate: z.number().nullable(), interval: Interval.nullable() })

/** What was computed, checked when it is read. */
const ResultRow: z.ZodType<Result> = z.object({
  n: z.number(),
  heldBack: z.number(),
  tolerance: z.number(),
  overall: z.object({ sorted: rate, category: rate, department: rate }),
  findings: z.array(
    z.object({
      metric: z.enum(['sorted', 'category', 'department']),
      attribute: z.enum(['district', 'language', 'channel', 'length']),
      group: z.string(),
      n: z.number().nullable(),
      rate: z.number().nullable(),
      interval: Interval.nullable(),
      ratio: z.number().nullable(),
      ratioInterval: Interval.nullable(),
      verdict: z.enum(['pass', 'fail', 'inconclusive', 'suppressed']).nullable(),
      reference: z.string(),
    }),
  ),
  lost: z.array(
    z.object({
      attribute: z.enum(['district', 'language', 'channel', 'length']),
      group: z.string(),
      wrong: z.number(),
      meanHours: z.number(),
    }),
  ),
  calibration: z.array(z.object({ group: z.string(), n: z.number(), error: z.number() })),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
})

const AgreementRow = z.object({
  n: z.number(),
  agreed: z.number(),
  kappa: z.number().nullable(),
  interval: Interval.nullable(),
  /** Of what both said alike, the part in which the machine had said the same. */
  machine: z.number().nullable(),
})
/** What two people said of the same reports, and the machine beside them. */
export type Agreed = z.infer<typeof AgreementRow>

const AuditRow = z.object({
  id: z.number(),
  version: z.number(),
  state: z.enum(states),
  algorithm: z.string(),
  from: z.string(),
  to: z.string(),
  askedBy: z.string().nullable(),
  askedAt: z.string(),
  draftedAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
  hash: z.string().nullable(),
  result: ResultRow.nullable(),
  agreement: AgreementRow.nullable(),
})
export type Audit = z.infer<typeof AuditRow>

const columns = sql`id, version, state, algorithm, from_on as "from", to_on as "to",
  asked_by as "askedBy", asked_at as "askedAt", drafted_at as "draftedAt",
  published_at as "publishedAt", hash, result, agreement`

/** Asks for an audit; gives its id. */
export async function addAudit(
  tx: Tx,
  it: Pick<Audit, 'algorithm' | 'from' | 'to' | 'askedBy' | 'askedAt'>,
): Promise<number> {
  const row = await tx.one(
    sql`insert into audits.audit (state, algorithm, from_on, to_on, asked_by, asked_at)
      values ('asked', ${it.algorithm}, ${it.from}, ${it.to}, ${it.askedBy}, ${it.askedAt})
      returning id`,
    z.object({ id: z.number() }),
  )
  return row?.id ?? 0
}

const missing = () => new Refusal('not-found', ['no-such-audit'])

/** One audit by its number. */
export async function readAudit(tx: Tx, number: string): Promise<Audit> {
  const row = await tx.one(
    sql`select ${columns} from audits.audit where id = ${idIn(number) ?? 0}`,
    AuditRow,
  )
  if (!row) throw missing()
  return row
}

/** One that everybody may see; another is as if there were none. */
export async function readPublished(tx: Tx, number: string): Promise<Audit> {
  const audit = await readAudit(tx, number)
  if (audit.state !== 'published') throw missing()
  return audit
}

/** Holds an audit until the act is over. */
export async function holdAudit(tx: Tx, number: string): Promise<Audit> {
  const row = await tx.one(
    sql`select ${columns} from audits.audit where id = ${idIn(number) ?? 0} for update`,
    AuditRow,
  )
  if (!row) throw missing()
  return row
}

/** Audits, the newest first: published ones alone, or all. */
export function listAudits(tx: Tx, published: boolean): Promise<Audit[]> {
  const which = published ? sql`where state = 'published'` : sql.empty
  return tx.many(
    sql`select ${columns} from audits.audit ${which} order by id desc limit 200`,
    AuditRow,
  )
}

/**
 * Are some of these days in a published table already? What two tables differ by would be the reports of the other
 * days, which no longer hide among four others. Another algorithm over the very same days differs by none.
 */
export async function overlapsPublished(
  tx: Tx,
  { id, algorithm, from, to }: Pick<Audit, 'id' | 'algorithm' | 'from' | 'to'>,
): Promise<boolean> {
  const row = await tx.one(
    sql`select exists (select from audits.audit
      where state = 'published' and id <> ${id} and from_on <= ${to} and to_on >= ${from}
        and not (algorithm <> ${algorithm} and from_on = ${from} and to_on = ${to})) as yes`,
    z.object({ yes: z.boolean() }),
  )
  return row?.yes ?? false
}

/** Keeps what was computed. */
export async function setDraft(
  tx: Tx,
  id: number,
  it: { csv: string; hash: string; result: Result; at: string },
): Promise<void> {
  await tx.run(sql`update audits.audit set state = 'drafted', csv = ${it.csv}, hash = ${it.hash},
      result = ${JSON.stringify(it.result)}::jsonb, drafted_at = ${it.at}, version = version + 1
    where id = ${id}`)
}

/** Publishes it, with what two people said of the sample. */
export async function setPublished(
  tx: Tx,
  id: number,
  it: { by: string | null; at: string; agreement: Agreed },
): Promise<void> {
  await tx.run(sql`update audits.audit set state = 'published', published_by = ${it.by},
      published_at = ${it.at}, agreement = ${JSON.stringify(it.agreement)}::jsonb,
      version = version + 1 where id = ${id}`)
}

/** It is dropped, and its table with it. */
export async function setDropped(tx: Tx, id: number): Promise<void> {
  await tx.run(sql`update audits.audit set state = 'dropped', csv = null, version = version + 1
    where id = ${id}`)
}

/** The published table. */
export async function readTable(tx: Tx, id: number): Promise<string> {
  const row = await tx.one(
    sql`select csv from audits.audit where id = ${id} and csv is not null`,
    z.object({ csv: z.string() }),
  )
  if (!row) throw missing()
  return row.csv
}
