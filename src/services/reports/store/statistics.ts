/** What reports are counted by: one pass over those that anybody may see. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { conditions, type Filter } from './filter.ts'

/** What the city's reports are told apart by; `all` is everything together. */
export const dimensions = ['all', 'category', 'district', 'channel', 'month'] as const
export type Dimension = (typeof dimensions)[number]

/** How many reports of a kind took how long for something. */
export const CountedTime = z.object({
  by: z.enum(dimensions),
  key: z.string(),
  /** Until the first answer, or until the city was done. */
  measure: z.enum(['answer', 'end']),
  /** In tenths of days. */
  time: z.number(),
  ended: z.boolean(),
  count: z.number(),
})
export type CountedTime = z.infer<typeof CountedTime>

/**
 * How many reports of each kind took how long, also those that are not done yet. The first answer is the first step or
 * word of an official; a report that was taken back or joined to another is watched until then and no longer. Of
 * reports that were taken in from another system nobody knows the first answer, so they say nothing of it.
 */
export function readTimes(
  tx: Tx,
  filter: Filter,
  it: { readonly now: string; readonly zone: string },
): Promise<CountedTime[]> {
  const where = sql.join([sql`class <> 'hidden'`, ...conditions(filter, false)], ' and ')
  return tx.many(
    sql`with chosen as materialized (
          select number, category, coalesce(district, 'none') as district, source as channel,
            to_char(opened_at at time zone ${it.zone}, 'YYYY-MM') as month, opened_at,
            coalesce(closed_at, ${it.now}::timestamptz) as until,
            closed_at is not null and state not in ('duplicate', 'withdrawn') as done, external_id is null as ours
          from reports.report where ${where}
        ), answered as (
          select report, min(at) as at from reports.event
          where by = 'official' and audience in ('public', 'reporter')
            and kind in ('moved', 'answered', 'asked')
          group by report
        ), watched as (
          select category, district, channel, month, opened_at, until, done, ours,
            coalesce(least(answered.at, case when done then until end), until) as first,
            (answered.at is not null or done) as heard
          from chosen left join answered on answered.report = chosen.number
        ), measured as (
          select category, district, channel, month, measure,
            greatest(0, floor(extract(epoch from moment - opened_at) / 8640))::integer as time, ended
          from watched cross join lateral
            (values ('answer', first, heard), ('end', until, done)) as m(measure, moment, ended) where ours or measure = 'end'
        )
        select case when grouping(category) = 0 then 'category' when grouping(district) = 0 then 'district'
            when grouping(channel) = 0 then 'channel' when grouping(month) = 0 then 'month'
            else 'all' end as by,
          coalesce(category, district, channel, month, '') as key, measure, time, ended,
          count(*)::integer as count
        from measured
        group by grouping sets ((measure, time, ended), (category, measure, time, ended),
          (district, measure, time, ended), (channel, measure, time, ended), (month, measure, time, ended))`,
    CountedTime,
  )
}
