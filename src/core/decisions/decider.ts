import { sql, type Tx } from '#core/database'
import { type Json, newId, Refusal } from '#core/kernel'
import { type Because, type Decision, modelHash } from './decision.ts'
import { wholeHash } from './parts.ts'
import { requireProvable } from './payload.ts'
import type { Registered } from './register.ts'

/**
 * Takes a decision about something and keeps it with its facts and its because; gives the outcome.
 */
export type Decider = <Facts, Outcome extends string>(
  decision: Decision<Facts, Outcome>,
  /** Path of what it is about, such as `/reports/R-1029`. */
  about: string,
  facts: Facts,
) => Promise<Outcome>

function requireRegistered(decision: Decision<any, any>, registered: Registered): string {
  const { name, version } = decision
  const known = registered.get(name)
  const detail = { decision: name, version }
  if (!known) throw new Refusal('refused', ['decision-not-registered'], { detail })
  const hash = modelHash(decision)
  if (known.version !== version || known.hash !== hash) {
    throw new Refusal('refused', ['decision-changed'], { detail })
  }
  return hash
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
    const code = requireRegistered(decision, registered)
    const hash = await wholeHash(tx, decision, { facts, code })
    const plain = impersonal(facts, `${decision.name}: facts`)
    const { outcome, because } = decision.decide(facts)
    const { name, version } = decision
    const [id, why] = [newId(now), explained(decision, outcome, because)]
    const at = new Date(now).toISOString()
    requireProvable({ id, decision: name, version, about, facts: plain, outcome, because, at })
    await tx.run(sql`
      insert into decisions.taken (id, decision, version, hash, about, facts, outcome, because, at)
      values (${id}, ${name}, ${version}, ${hash}, ${about}, ${JSON.stringify(plain)}::jsonb,
        ${outcome}, ${why}::jsonb, ${at})`)
    return outcome
  }
}
