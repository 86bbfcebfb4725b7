/** What reviewers and the board said, and what waits for them. */
import { z } from 'zod'
import { sql, type Tx } from '#core/database'
import type { Proof, State } from '../model.ts'
import { Appeal, Application, columns, Opinion } from './rows.ts'

export function listOpinions(tx: Tx, application: number): Promise<Opinion[]> {
  return tx.many(
    sql`select round, reviewer, verdict, missing, at from endorsements.opinion
        where application = ${application} order by round, at, reviewer limit 100`,
    Opinion,
  )
}

export async function addOpinion(
  tx: Tx,
  it: {
    application: number
    round: number
    reviewer: string
    verdict: 'accept' | 'refuse'
    missing: readonly Proof[]
    at: string
  },
): Promise<void> {
  await tx.run(sql`insert into endorsements.opinion (application, round, reviewer, verdict, missing, at)
    values (${it.application}, ${it.round}, ${it.reviewer}, ${it.verdict}, ${[...it.missing]}::text[], ${it.at})`)
}

/** Opinions on what has changed since are none. */
export async function forgetOpinions(tx: Tx, application: number, round: number): Promise<void> {
  await tx.run(
    sql`delete from endorsements.opinion where application = ${application} and round = ${round}`,
  )
}

/** For whom a reviewer works; undefined until it was stated. */
export async function employerOf(tx: Tx, reviewer: string): Promise<string | undefined> {
  const row = await tx.one(
    sql`select employer from endorsements.reviewer where reviewer = ${reviewer}`,
    z.object({ employer: z.string() }),
  )
  return row?.employer
}

export async function setEmployer(
  tx: Tx,
  it: { reviewer: string; employer: string; at: string },
): Promise<void> {
  await tx.run(sql`insert into endorsements.reviewer (reviewer, employer, stated_at)
    values (${it.reviewer}, ${it.employer}, ${it.at})
    on conflict (reviewer) do update set employer = excluded.employer, stated_at = excluded.stated_at`)
}

export function listAppeals(tx: Tx, application: number): Promise<Appeal[]> {
  return tx.many(
    sql`select round, text, made_at as "madeAt", granted, answer, decided_at as "decidedAt"
        from endorsements.appeal where application = ${application} order by round limit 20`,
    Appeal,
  )
}

export async function addAppeal(
  tx: Tx,
  it: { application: number; round: number; text: string; salt: string; at: string },
): Promise<void> {
  await tx.run(sql`insert into endorsements.appeal (application, round, text, salt, made_at)
    values (${it.application}, ${it.round}, ${it.text}, ${it.salt}, ${it.at})`)
}

export async function decideAppealOf(
  tx: Tx,
  it: { application: number; round: number; granted: boolean; answer: string; at: string },
): Promise<void> {
  await tx.run(sql`update endorsements.appeal set granted = ${it.granted}, answer = ${it.answer},
    decided_at = ${it.at} where application = ${it.application} and round = ${it.round}`)
}

/** Applications in these states, the ones due first; those without a day come last. */
export function listApplications(
  tx: Tx,
  it: { states: readonly State[]; after?: number | undefined; most: number },
): Promise<Application[]> {
  const from = it.after === undefined ? sql.empty : sql`and number < ${it.after}`
  return tx.many(
    sql`select ${columns} from endorsements.application
        where state = any(${[...it.states]}::text[]) ${from}
        order by ${it.after === undefined ? sql`due_on nulls last,` : sql.empty} number desc
        limit ${it.most}`,
    Application,
  )
}

/** Every application that was submitted, the newest first. */
export function listSubmitted(
  tx: Tx,
  it: { before: number; most: number },
): Promise<Application[]> {
  return tx.many(
    sql`select ${columns} from endorsements.application
        where state <> 'draft' and number < ${it.before} order by number desc limit ${it.most}`,
    Application,
  )
}

/** Refused applications whose appeal waits for the board. */
export function listAppealed(tx: Tx): Promise<Application[]> {
  return tx.many(
    sql`select ${columns} from endorsements.application a where state = 'refused' and exists
          (select 1 from endorsements.appeal p where p.application = a.number and p.round = a.round
            and p.granted is null)
        order by number limit 100`,
    Application,
  )
}
