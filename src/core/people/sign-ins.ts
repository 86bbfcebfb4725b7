import { sql, type Tx } from '#core/database'
import { newId } from '#core/kernel'
import { z } from 'zod'
import { type Assurance, assuranceShape, type Proof, proofShape } from './assurance.ts'
import { minutesBefore } from './secret.ts'
import { coarse, type SignIn } from './sessions.ts'

/** Minutes a sign-in stays in sight: ninety days. */
const KEPT = 90 * 24 * 60

/** One time somebody signed in. */
export interface PastSignIn {
  readonly id: string
  readonly at: string
  /** Such as `Firefox on Linux`; nothing finer. */
  readonly about: string
  readonly how: readonly Proof[]
  readonly assurance: Assurance
}

const Row: z.ZodType<PastSignIn> = z.object({
  id: z.string(),
  at: z.string(),
  about: z.string(),
  how: z.array(proofShape),
  assurance: assuranceShape,
})

/** Notes a sign-in. True when it deserves a letter: not the first, and with a browser not seen for ninety days. */
export async function noteSignIn(tx: Tx, signIn: SignIn): Promise<boolean> {
  const { ref, now, how, assurance } = signIn
  const about = coarse(signIn.about)
  const seen = await tx.one(
    sql`select count(*) as all, count(*) filter (where about = ${about}) as alike
      from people.sign_in where ref = ${ref} and at > ${minutesBefore(now, KEPT)}`,
    z.object({ all: z.number(), alike: z.number() }),
  )
  await tx.run(sql`insert into people.sign_in (id, ref, at, about, how, assurance)
    values (${newId(now)}, ${ref}, ${now}, ${about}, ${how}, ${assurance})`)
  return seen !== undefined && seen.all > 0 && seen.alike === 0
}

/** The last times somebody signed in, the newest first. */
export function listSignIns(tx: Tx, ref: string, now: string): Promise<PastSignIn[]> {
  return tx.many(
    sql`select id, at, about, how, assurance from people.sign_in
      where ref = ${ref} and at > ${minutesBefore(now, KEPT)} order by id desc limit 50`,
    Row,
  )
}

/** Forgets sign-ins older than ninety days; for a regular job. */
export function forgetSignIns(tx: Tx, now: string): Promise<number> {
  return tx.run(sql`delete from people.sign_in where at <= ${minutesBefore(now, KEPT)}`)
}
