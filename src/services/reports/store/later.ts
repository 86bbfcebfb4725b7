/** What the jobs of reports look up. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import { states } from '../model.ts'
import { held } from './change.ts'
import { known } from './one.ts'
import { Held } from './rows.ts'

const Letter = z.object({
  contact: z.string().nullable(),
  language: z.string(),
  state: z.enum(states),
  kind: z.string().nullable(),
  audience: z.string().nullable(),
  text: z.string().nullable(),
})

/** What a letter needs: whom to write to, in which language, and the words of one happening. */
export function readLetter(
  tx: Tx,
  number: string,
  happening = '',
): Promise<z.infer<typeof Letter> | undefined> {
  return tx.one(
    sql`select r.contact, r.language, coalesce(e.state, r.state) as state, e.kind, e.audience,
          case when e.text_hidden is null then e.text end as text
        from reports.report r left join reports.event e on e.report = r.number and e.id = ${happening}
        where r.number = ${known(number)}`,
    Letter,
  )
}

const Corrected = z.object({
  contact: z.string().nullable(),
  language: z.string(),
  category: z.string(),
  dueOn: z.string(),
})

/** What a letter about a correction needs; nothing where the report is out of sight meanwhile. */
export function readCorrected(
  tx: Tx,
  number: string,
): Promise<z.infer<typeof Corrected> | undefined> {
  return tx.one(
    sql`select contact, language, category, due_on as "dueOn" from reports.report
        where number = ${known(number)} and class <> 'hidden'`,
    Corrected,
  )
}

/** Reports that have waited as long as the ordinance lets them. */
export function holdWaiting(tx: Tx, now: string, limit: number): Promise<Held[]> {
  return tx.many(
    sql`select ${held} from reports.report where waiting_until <= ${now}
        and state in ('waiting_reporter', 'reopen_requested')
        order by number limit ${limit} for update skip locked`,
    Held,
  )
}

/** How many reports an official gave another unit or category since a moment. */
export async function countCorrected(tx: Tx, since: string): Promise<number> {
  const row = await tx.one(
    sql`select count(distinct report)::integer as count from reports.event
      where kind in ('assigned', 'recategorised') and at >= ${since} and by = 'official'
        and facts ->> 'from' is not null and facts ->> 'from' is distinct from coalesce(facts ->> 'to', '')`,
    z.object({ count: z.number() }),
  )
  return row?.count ?? 0
}

const Said = z.object({ confirmed: z.number(), corrected: z.number() })

/** Of how many reports that a machine sorted an official said since a moment that it was right, and that it was not. */
export async function countSaid(tx: Tx, since: string): Promise<z.infer<typeof Said>> {
  const said = await tx.one(
    sql`select count(distinct report) filter (where kind = 'category-confirmed')::integer as confirmed,
          count(distinct report) filter (where facts ->> 'sorted' = 'by-machine')::integer as corrected
        from reports.event
        where kind in ('category-confirmed', 'recategorised') and at >= ${since} and by = 'official'`,
    Said,
  )
  return said ?? { confirmed: 0, corrected: 0 }
}
