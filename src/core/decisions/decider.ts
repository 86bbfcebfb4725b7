import { sql, type Tx } from '#core/database'
import { type Json, newId } from '#core/kernel'
import { type Because, type Decision, modelHash } from './decision.ts'
import { wholeHash } from './parts.ts'
import { passToPerson } from './passed.ts'
import { requireProvable } from './payload.ts'
import type { Registered } from './register.ts'
import { type Asked, type Cause, obstacleOf } from './standing.ts'

/**
 * Takes a decision about something and keeps it with its facts and its because; gives the outcome. What the register
 * does not let run is not taken: the outcome is the one that leaves the case to a person.
 */
export type Decider = <Facts, Outcome extends string>(
  decision: Decision<Facts, Outcome>,
  /** Path of what it is about, such as `/reports/R-1029`. */
  about: string,
  facts: Facts,
) => Promise<Outcome>

/** Why a machine may not decide this now: as this city started, and as the register stands at this moment. */
async function stoppedBy(
  tx: Tx,
  { name, version, hash }: Asked,
  { registered, now }: { registered: Registered; now: string },
): Promise<Cause | undefined> {
  const known = registered.get(name)
  if (!known) return 'not-registered'
  if (known.version !== version || known.hash !== hash) return 'changed'
  return obstacleOf(tx, { name, version, hash }, now)
}

function impersonal(value: unknown, at: string): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (Array.isArray(value)) return value.map((one, index) => impersonal(one, `${at}[${index}]`))
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    return Object.fromEntries(members.map(([key, one]) => [key, impersonal(one, `${at}.${key}`)]))
  }
  throw new Error(`${at} is not plain data: facts of a decision hold nothing personal`)
}

function explained(decision: Decision<any>, outcome: string, because: Because): string {
  if (outcome !== '' && because.key !== '') return JSON.stringify(because)
  throw new Error(`the decision ${decision.name} gives no outcome or no because`)
}

/** Binds deciding to a transaction: no commit, no decision. */
export function decider(tx: Tx, registered: Registered, now: string): Decider {
  return async (decision, about, facts) => {
    const { name, version } = decision
    const code = modelHash(decision)
    const cause = await stoppedBy(tx, { name, version, hash: code }, { registered, now })
    if (cause) return passToPerson(tx, decision, { cause, about, now })
    const hash = await wholeHash(tx, decision, { facts, code })
    if (!hash) return passToPerson(tx, decision, { cause: 'changed', about, now })
    const plain = impersonal(facts, `${decision.name}: facts`)
    const { outcome, because } = decision.decide(facts)
    const [id, why] = [newId(now), explained(decision, outcome, because)]
    const at = new Date(now).toISOString()
    requireProvable({ id, decision: name, version, about, facts: plain, outcome, because, at })
    await tx.run(sql`
      insert into decisions.taken (id, decision, version, hash, code, about, facts, outcome, because, at)
      values (${id}, ${name}, ${version}, ${hash}, ${code}, ${about}, ${JSON.stringify(plain)}::jsonb,
        ${outcome}, ${why}::jsonb, ${at})`)
    return outcome
  }
}
