/** Fair service as it was computed: one row a day, of which the newest is shown. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Fair } from '../model/found.ts'

const Interval = z.tuple([z.number(), z.number()])
const Curve = z.object({
  area: z.string(),
  n: z.number(),
  ended: z.number(),
  points: z.array(z.tuple([z.number(), z.number()])),
  median: z.number().nullable(),
  mean: z.number().nullable(),
  interval: Interval.nullable(),
})
const Waiting = z.object({
  horizon: z.number(),
  city: Curve,
  areas: z.array(Curve),
  p: z.number().nullable(),
})
const FairRow: z.ZodType<Fair> = z.object({
  from: z.string(),
  until: z.string(),
  n: z.number(),
  answer: Waiting,
  resolution: Waiting,
  onTime: z.array(
    z.object({
      area: z.string(),
      n: z.number(),
      observed: z.number(),
      expected: z.number(),
      ratio: z.number().nullable(),
      interval: Interval.nullable(),
    }),
  ),
  perResident: z.array(z.object({ area: z.string(), n: z.number(), rate: z.number() })),
})

/** The newest result with its day; undefined before the first night. */
export function readFair(tx: Tx): Promise<{ day: string; result: Fair } | undefined> {
  return tx.one(
    sql`select day, result from audits.fair order by day desc limit 1`,
    z.object({ day: z.string(), result: FairRow }),
  )
}

/** Keeps the result of a day; older ones than a year go. */
export async function setFair(tx: Tx, day: string, result: Fair): Promise<void> {
  await tx.run(sql`insert into audits.fair (day, result)
    values (${day}, ${JSON.stringify(result)}::jsonb)
    on conflict (day) do update set result = excluded.result`)
  await tx.run(sql`delete from audits.fair where day < ${day}::date - 366`)
}
