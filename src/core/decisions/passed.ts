/** A case that a machine may not decide goes to a person, and everybody can read that it did. */
import type { Database } from '#core/database'
import { sql, type Tx } from '#core/database'
import { newId, Refusal } from '#core/kernel'
import { recorder } from '#core/record'
import { z } from 'zod'
import type { Decision } from './decision.ts'
import { algorithmStopped, algorithmWaited } from './entries.ts'
import { type Cause, CAUSES } from './standing.ts'

const REASONS: Partial<Record<Cause, string>> = {
  'not-registered': 'decision-not-registered',
  changed: 'decision-changed',
}

/** Which case it is, and why no machine decides it. */
export interface Passing {
  readonly cause: Cause
  readonly about: string
  readonly now: string
}

async function note(tx: Tx, decision: Decision<any>, { cause, about, now }: Passing) {
  const { name, version } = decision
  const day = now.slice(0, 10)
  await tx.run(sql`
    insert into decisions.passed (id, decision, version, cause, about, at)
    values (${newId(now)}, ${name}, ${version}, ${cause}, ${about}, ${now})`)
  const first = await tx.run(sql`
    insert into decisions.incident (decision, cause, day) values (${name}, ${cause}, ${day})
    on conflict do nothing`)
  if (first === 0) return
  const service = name.slice(0, name.indexOf('.'))
  const body = { decision: name, version, cause, day }
  const subject = `/algorithms/${name}`
  await recorder(tx, { by: `decision:${name}`, now, service })(algorithmStopped, body, { subject })
}

/**
 * Gives the outcome that leaves the case to a person, and says so on the public record, once for each cause and day.
 * A decision that names no such outcome is refused, and with it the act that asked for it.
 */
export async function passToPerson<Outcome extends string>(
  tx: Tx,
  decision: Decision<any, Outcome>,
  passing: Passing,
): Promise<Outcome> {
  const { name, version, person } = decision
  if (person === undefined) {
    const reason = REASONS[passing.cause] ?? 'decision-stopped'
    const detail = { decision: name, version, cause: passing.cause }
    throw new Refusal('refused', [reason], { detail })
  }
  await note(tx, decision, passing)
  return person
}

const Uncounted = z.object({
  decision: z.string(),
  cause: z.enum(CAUSES),
  day: z.string(),
  count: z.number(),
})

/** Says on the record how many cases went to a person on each day that has ended; gives how many days. */
export function countPassed(db: Database, now: string): Promise<number> {
  return db.transact(async (tx) => {
    const days = await tx.many(
      sql`select i.decision, i.cause, i.day, count(*)::integer as count
        from decisions.incident i join decisions.passed p on p.decision = i.decision
          and p.cause = i.cause and (p.at at time zone 'UTC')::date = i.day
        where i.counted is null and i.day < ${now.slice(0, 10)}
        group by i.decision, i.cause, i.day order by i.day, i.decision, i.cause limit 1000`,
      Uncounted,
    )
    const record = recorder(tx, { by: 'operator', now, service: 'decisions' })
    for (const one of days) {
      await tx.run(sql`update decisions.incident set counted = ${one.count}
        where decision = ${one.decision} and cause = ${one.cause} and day = ${one.day}`)
      await record(algorithmWaited, one, { subject: `/algorithms/${one.decision}` })
    }
    return days.length
  })
}
