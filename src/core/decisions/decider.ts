import { sql, type Tx } from '#core/database'
import { type Json, newId } from '#core/kernel'
import { toDecide } from './chosen.ts'
import { type Because, type Decision, type Earlier, modelHash, versionsOf } from './decision.ts'
import { wholeHash } from './parts.ts'
import { passToPerson } from './passed.ts'
import { requireProvable } from './payload.ts'
import type { Registered } from './register.ts'
import type { Cause } from './standing.ts'

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

interface City {
  readonly registered: Registered
  readonly now: string
}

/** Code that may decide this case, by its hash; or why none may. */
type Ready<Facts, Outcome extends string> =
  | { readonly cause: Cause }
  | { readonly cause?: undefined; readonly one: Earlier<Facts, Outcome>; readonly code: string }

/** The version that was chosen: as this city started, and as the register stands at this moment. */
async function readyTo<Facts, Outcome extends string>(
  tx: Tx,
  decision: Decision<Facts, Outcome>,
  { registered, now }: City,
): Promise<Ready<Facts, Outcome>> {
  const known = registered.get(decision.name)
  const chosen = await toDecide(tx, decision.name, now)
  if (!known || !chosen) return { cause: 'not-registered' }
  if (chosen.cause) return { cause: chosen.cause }
  const { version, hash } = chosen
  const one = versionsOf(decision).find((each) => each.version === version)
  const started = [known, ...(known.earlier ?? [])]
  const isKnown = started.some((each) => each.version === version && each.hash === hash)
  if (!one || !isKnown || modelHash(one) !== hash) return { cause: 'changed' }
  return { one, code: hash }
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

function explained(decision: Earlier<any>, outcome: string, because: Because): string {
  if (outcome !== '' && because.key !== '') return JSON.stringify(because)
  throw new Error(`the decision ${decision.name} gives no outcome or no because`)
}

/** Binds deciding to a transaction: no commit, no decision. */
export function decider(tx: Tx, registered: Registered, now: string): Decider {
  return async (decision, about, facts) => {
    const ready = await readyTo(tx, decision, { registered, now })
    if (ready.cause) return passToPerson(tx, decision, { cause: ready.cause, about, now })
    const { one, code } = ready
    const { name, version } = one
    const hash = await wholeHash(tx, one, { facts, code })
    if (!hash) return passToPerson(tx, decision, { cause: 'changed', about, now })
    const plain = impersonal(facts, `${name}: facts`)
    const { outcome, because } = one.decide(facts)
    const [id, why] = [newId(now), explained(one, outcome, because)]
    const at = new Date(now).toISOString()
    requireProvable({ id, decision: name, version, about, facts: plain, outcome, because, at })
    await tx.run(sql`
      insert into decisions.taken (id, decision, version, hash, code, about, facts, outcome, because, at)
      values (${id}, ${name}, ${version}, ${hash}, ${code}, ${about}, ${JSON.stringify(plain)}::jsonb,
        ${outcome}, ${why}::jsonb, ${at})`)
    return outcome
  }
}
