/** Members that are asked to affirm again. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'

/** Why a member is asked: the decision grows old soon, is old, or the declaration has a new major version. */
export const becauses = ['soon', 'late', 'version'] as const

const Due = z.object({
  city: z.string(),
  application: z.number(),
  because: z.enum(becauses),
  mark: z.string(),
  decidedOn: z.string(),
})
export type Due = z.infer<typeof Due>

/**
 * Who was not asked yet. Historic members have no mailbox, and who affirms already needs no letter. A version of the
 * same month (`2018-11.1`) is no major one.
 */
export function listToAffirm(
  tx: Tx,
  it: { soonFrom: string; lateFrom: string; newest: string; most: number },
): Promise<Due[]> {
  return tx.many(
    sql`select m.city, m.application, w.because, w.mark, m.decided_on as "decidedOn"
        from endorsements.membership m cross join lateral (values
          ('soon', m.decided_on::text, m.decided_on <= ${it.soonFrom}::date and m.decided_on > ${it.lateFrom}::date),
          ('late', m.decided_on::text, m.decided_on <= ${it.lateFrom}::date),
          ('version', ${it.newest}::text, left(m.declaration, 7) < left(${it.newest}::text, 7))
        ) as w (because, mark, due)
        where m.state in ('member', 'on_hold') and m.application is not null
          and m.decided_on is not null and w.due
          and not exists (select 1 from endorsements.affirm_letter l
            where l.city = m.city and l.because = w.because and l.mark = w.mark)
          and not exists (select 1 from endorsements.application a where a.city = m.city
            and a.kind = 'reaffirm'
            and a.state in ('submitted', 'checking', 'in_review', 'changes_requested', 'accepted'))
        order by m.city, w.because limit ${it.most}`,
    Due,
  )
}

export async function addAffirmLetter(
  tx: Tx,
  { city, because, mark, at }: Pick<Due, 'city' | 'because' | 'mark'> & { at: string },
): Promise<void> {
  await tx.run(sql`insert into endorsements.affirm_letter (city, because, mark, sent_at)
    values (${city}, ${because}, ${mark}, ${at}) on conflict do nothing`)
}
