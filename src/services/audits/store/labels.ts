/** The sample that two people label anew, and what they said. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

/** Puts reports into the sample, with the category they came in with. */
export async function addSample(
  tx: Tx,
  audit: number,
  all: readonly { readonly report: string; readonly machine: string }[],
): Promise<void> {
  await tx.run(sql`insert into audits.sample (audit, report, machine)
    select ${audit}, n.report, n.machine
    from unnest(${all.map(({ report }) => report)}::text[], ${all.map(({ machine }) => machine)}::text[])
      as n (report, machine) on conflict do nothing`)
}

const NextRow = z.object({ report: z.string() })

/** The next report this official has not labelled and that has not two labels yet. */
export async function nextToLabel(
  tx: Tx,
  audit: number,
  badge: string,
): Promise<string | undefined> {
  const row = await tx.one(
    sql`select report from audits.sample s
      where audit = ${audit}
        and not exists (select from audits.label l
          where l.audit = s.audit and l.report = s.report and l.badge = ${badge})
        and (select count(*) from audits.label l
          where l.audit = s.audit and l.report = s.report) < 2
      order by md5(report || ${badge}) limit 1`,
    NextRow,
  )
  return row?.report
}

const LabelRow = z.object({ report: z.string(), machine: z.string(), labels: z.array(z.string()) })
/** What was said of a report of the sample, in the order of the badges. */
export type Labelled = z.infer<typeof LabelRow>

/** Every report of the sample with its labels. */
export function listLabels(tx: Tx, audit: number): Promise<Labelled[]> {
  return tx.many(
    sql`select s.report, s.machine,
        coalesce(array_agg(l.category order by l.badge) filter (where l.category is not null),
          '{}') as labels
      from audits.sample s left join audits.label l on l.audit = s.audit and l.report = s.report
      where s.audit = ${audit} group by s.report, s.machine order by s.report limit 200`,
    LabelRow,
  )
}

/** How a report of the sample stands for one official: whether it is in it, and who labelled it. */
export async function standingOf(
  tx: Tx,
  of: { readonly audit: number; readonly report: string; readonly badge: string },
): Promise<{ inSample: boolean; labelled: boolean; others: number }> {
  const row = await tx.one(
    sql`select true as "inSample",
        exists (select from audits.label l where l.audit = s.audit and l.report = s.report
          and l.badge = ${of.badge}) as labelled,
        (select count(*)::int from audits.label l where l.audit = s.audit
          and l.report = s.report and l.badge <> ${of.badge}) as others
      from audits.sample s where audit = ${of.audit} and report = ${of.report}`,
    z.object({ inSample: z.boolean(), labelled: z.boolean(), others: z.number() }),
  )
  return row ?? { inSample: false, labelled: false, others: 0 }
}

/** Keeps what somebody said. */
export async function addLabel(
  tx: Tx,
  it: { audit: number; report: string; badge: string; category: string; at: string },
): Promise<void> {
  await tx.run(sql`insert into audits.label (audit, report, badge, category, at)
    values (${it.audit}, ${it.report}, ${it.badge}, ${it.category}, ${it.at})`)
}
