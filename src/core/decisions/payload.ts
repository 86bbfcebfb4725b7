/** What can be proved of one decision: everything but its facts, which stay inside the city. */
import { createHash } from 'node:crypto'
import type { Json } from '#core/kernel'
import { canonical } from '#core/record'
import { commitmentOf } from '#core/record/log'
import type { Taken } from './read.ts'

/** The leaf of a decision in its batch, in words that anybody may read (docs/protocol/record.md). */
export interface Payload {
  readonly id: string
  readonly decision: string
  readonly version: number
  readonly about: string
  readonly outcome: string
  readonly at: string
  /** Key of the text that says why. */
  readonly because: string
  /** Commitment to the SHA-256 of the facts, with a salt of its own: guessing them proves nothing. */
  readonly facts: string
}

/** JSON in the form of RFC 8785; facts hold what our entries may not, such as fractions. */
function ordered(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(ordered).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${ordered(one)}`).join(',')}}`
}

/** Hides facts behind a salt; whoever is given both can see that they are the ones. */
export function factsSeal(facts: Json, salt: Uint8Array): string {
  const sha256 = createHash('sha256').update(ordered(facts)).digest('hex')
  return Buffer.from(commitmentOf(sha256, salt)).toString('base64')
}

/** The leaf of this decision. */
export function payloadOf(taken: Omit<Taken, 'hash'>, salt: Uint8Array): Payload {
  const { id, decision, version, about, outcome, at, because, facts } = taken
  return {
    id,
    decision,
    version,
    about,
    outcome,
    at,
    because: because.key,
    facts: factsSeal(facts, salt),
  }
}

/** A decision that could not stand in a batch later is a mistake of ours, found when it is taken. */
export function requireProvable(taken: Omit<Taken, 'hash'>): void {
  canonical(payloadOf(taken, new Uint8Array(32)))
}
