/** What probes found, and since when. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Finding, items, levels, values } from '../model.ts'

const fact = z.union([z.number(), z.string(), z.boolean()])

const Kept = z.object({
  id: z.string(),
  city: z.string(),
  item: z.enum(items),
  value: z.enum(values),
  level: z.enum(levels),
  reasons: z.array(z.string()),
  counted: z.record(z.string(), fact),
  source: z.string().nullable(),
  sha256: z.string().nullable(),
  checker: z.string(),
  since: z.string(),
  seenAt: z.string(),
})
/** A finding as it is kept. */
export type Kept = z.infer<typeof Kept>

const columns = sql`id, city, item, value, level, reasons, counted, source, sha256, checker, since,
  seen_at as "seenAt"`

/** The findings of a city that hold now, in the order of the checklist. */
export function listCurrent(tx: Tx, city: string): Promise<Kept[]> {
  return tx.many(
    sql`select ${columns} from evidence.finding where city = ${city} and current order by item`,
    Kept,
  )
}

/** One item over some cities. */
export function listOver(tx: Tx, item: string, cities: readonly string[]): Promise<Kept[]> {
  return tx.many(
    sql`select ${columns} from evidence.finding
      where item = ${item} and current and city = any(${[...cities]}::text[])`,
    Kept,
  )
}

/** What was found of one item, the newest first. */
export function listHistory(
  tx: Tx,
  it: { city: string; item: string; limit: number },
): Promise<Kept[]> {
  return tx.many(
    sql`select ${columns} from evidence.finding where city = ${it.city} and item = ${it.item}
      order by since desc, id desc limit ${it.limit}`,
    Kept,
  )
}

/** These findings hold unchanged, with what was counted this time. */
export async function seeAgain(
  tx: Tx,
  it: { city: string; findings: readonly Finding[]; now: string; checker: string },
): Promise<void> {
  if (it.findings.length === 0) return
  await tx.run(sql`update evidence.finding f set seen_at = ${it.now}, counted = n.counted,
      source = n.source, sha256 = n.sha256, checker = ${it.checker}
    from jsonb_to_recordset(${JSON.stringify(it.findings)}::jsonb)
      as n (item text, counted jsonb, source text, sha256 text)
    where f.city = ${it.city} and f.item = n.item and f.current`)
}

/** These findings are new; what held before stays as history. */
export async function replace(
  tx: Tx,
  it: {
    city: string
    findings: readonly (Finding & { readonly id: string })[]
    now: string
    checker: string
  },
): Promise<void> {
  if (it.findings.length === 0) return
  const changed = it.findings.map(({ item }) => item)
  await tx.run(sql`update evidence.finding set current = false
    where city = ${it.city} and current and item = any(${changed}::text[])`)
  await tx.run(sql`
    insert into evidence.finding (id, city, item, value, level, reasons, counted, source, sha256,
      checker, since, seen_at, current)
    select n.id, ${it.city}, n.item, n.value, n.level,
      array(select jsonb_array_elements_text(n.reasons)), n.counted, n.source, n.sha256,
      ${it.checker}, ${it.now}, ${it.now}, true
    from jsonb_to_recordset(${JSON.stringify(it.findings)}::jsonb) as n (id uuid, item text, value text,
      level text, reasons jsonb, counted jsonb, source text, sha256 text)`)
}
