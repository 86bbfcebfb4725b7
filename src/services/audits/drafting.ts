/** Gathers what an audit is made of, and computes it: the table, its hash, the result, the sample. */
import { createHash } from 'node:crypto'
import type { Database, Tx } from '#core/database'
import { listOutcomes, type Outcomes } from '#core/decisions'
import { addDays, chanceFrom, dayBegins } from '#core/kernel'
import { listRouted, type Routed } from '#services/reports'
import type { Result } from './model/found.ts'
import { resultOf } from './result.ts'
import { anonymous, csvOf, rowOf } from './table.ts'
import { drawn, sampleSize } from './model/states.ts'
import type { Audit } from './store/audits.ts'

const PORTION = 2000
/** Portions that are read at most: a million reports. */
const MOST = 500

interface Days {
  readonly from: string
  readonly until: string
}

/** The moments between which the days of a window lie, by the clocks of the city. */
export function momentsOf({ from, to }: Pick<Audit, 'from' | 'to'>, zone: string): Days {
  return { from: dayBegins(from, zone), until: dayBegins(addDays(to, 1), zone) }
}

async function all<T>(
  db: Database,
  read: (tx: Tx, last: T | undefined) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = []
  for (let n = 0; n < MOST; n += 1) {
    const part = await db.look((tx) => read(tx, found.at(-1)))
    found.push(...part)
    if (part.length < PORTION) break
  }
  return found
}

/** The first decision about each report of a window: what was changed later is no decision of the first time. */
async function firstOf(db: Database, decision: string, days: Days): Promise<Map<string, Outcomes>> {
  const found = await all<Outcomes>(db, (tx, last) =>
    listOutcomes(tx, { ...days, decision, after: last?.id ?? '', limit: PORTION }),
  )
  const first = new Map<string, Outcomes>()
  for (const one of found) if (!first.has(one.about)) first.set(one.about, one)
  return first
}

/** A draft: the table to publish, what it says, and the reports of the sample. */
export interface Draft {
  readonly csv: string
  readonly hash: string
  readonly result: Result
  readonly sample: readonly { readonly report: string; readonly machine: string }[]
}

/** Computes an audit. The same reports and decisions give the same draft, to the last letter. */
export async function draftOf(db: Database, audit: Audit, zone: string): Promise<Draft> {
  const days = momentsOf(audit, zone)
  const decisions = await firstOf(db, audit.algorithm, days)
  const reports = await all<Routed>(db, (tx, last) =>
    listRouted(tx, { ...days, after: last?.id ?? 0, limit: PORTION }),
  )
  const routed = reports.flatMap((report) => {
    const decision = decisions.get(`/reports/${report.number}`)
    return decision ? [{ report, row: rowOf(report, decision) }] : []
  })
  const { rows, heldBack } = anonymous(routed.map(({ row }) => row))
  const csv = csvOf(rows)
  const hash = createHash('sha256').update(csv).digest('hex')
  const random = chanceFrom(Number.parseInt(hash.slice(0, 8), 16))
  const sample = drawn(routed, sampleSize(routed.length), random).map(({ report }) => ({
    report: report.number,
    machine: report.firstCategory,
  }))
  return { csv, hash, result: resultOf(rows, heldBack), sample }
}
