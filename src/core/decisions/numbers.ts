/** What a machine did lately, in numbers that nobody has to fill in. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const Row = z.object({ taken: z.number(), left: z.number(), passed: z.number() })

/** Decisions since a moment: taken; those of them that left the case to a person; and those that might not be taken. */
export type Numbers = z.infer<typeof Row>

/** Which decision, the outcome that leaves a case to a person, and since when. */
export interface Counted {
  readonly name: string
  readonly person: string | null
  readonly since: string
}

/** The numbers of one decision. */
export async function readNumbers(tx: Tx, { name, person, since }: Counted): Promise<Numbers> {
  const row = await tx.one(
    sql`select count(*)::integer as taken, (count(*) filter (where outcome = ${person}))::integer as left,
        (select count(*)::integer from decisions.passed
          where decision = ${name} and at >= ${since}) as passed
      from decisions.taken where decision = ${name} and at >= ${since}`,
    Row,
  )
  return row ?? { taken: 0, left: 0, passed: 0 }
}

const AboutRow = z.object({
  id: z.string(),
  about: z.string(),
  outcome: z.string(),
  at: z.string(),
})

/** A case that a version decided. */
export type Affected = z.infer<typeof AboutRow>

/** Which cases are meant: of a version, from one day to another, the newest first, before an id. */
export interface Affecting {
  readonly name: string
  readonly version: number
  readonly from: string
  readonly to: string
  readonly before?: string | undefined
  readonly limit: number
}

/** The cases that one version of a decision decided in a period. */
export function listAffected(tx: Tx, it: Affecting): Promise<Affected[]> {
  const older = it.before === undefined ? sql.empty : sql`and id < ${it.before}`
  return tx.many(
    sql`select id, about, outcome, at from decisions.taken
      where decision = ${it.name} and version = ${it.version}
        and at >= ${`${it.from}T00:00:00.000Z`} and at < ${`${it.to}T00:00:00.000Z`}::timestamptz + interval '1 day'
        ${older}
      order by id desc limit ${Math.min(it.limit, 501)}`,
    AboutRow,
  )
}
