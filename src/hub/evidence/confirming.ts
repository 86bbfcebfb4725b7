/** What a confirmation by people is worth today: for which state it was given, and how far it lifts the level. Pure. */
import { createHash } from 'node:crypto'
import { jcs } from '#core/discovery'
import { addDays } from '#core/kernel'
import type { Finding, Level, Voice } from './model.ts'

/** Days after which people have to look again; the compendium asks its cities as often. */
const CONFIRMED_DAYS = 365

/** Facts that are drawn or counted anew each time a city is asked: they change although the city did not. */
const MOVING = new Set(['answered', 'sampled', 'seed', 'taken'])

/** What a person confirms: everything the finding says, and of a bare document (E1 and less) its very bytes. */
type Confirmable = Pick<
  Finding,
  'item' | 'value' | 'level' | 'reasons' | 'counted' | 'source' | 'sha256'
>

/** Hash of the facts of a finding: SHA-256 of their canonical JSON (RFC 8785). */
export function factsOf({
  item,
  value,
  level,
  reasons,
  counted,
  source,
  sha256,
}: Confirmable): string {
  const still = Object.entries(counted).filter(([name]) => !MOVING.has(name))
  const document = level <= 'E1' ? sha256 : null
  const facts = {
    item,
    value,
    level,
    reasons,
    counted: Object.fromEntries(still),
    source,
    document,
  }
  return createHash('sha256').update(jcs(facts)).digest('hex')
}

/** Is there something that people could confirm? */
export const holds = ({ value }: Pick<Finding, 'value'>) => value === 'pass' || value === 'partial'

/** A confirmation, as far as its worth goes. */
export interface Confirmed {
  readonly facts: string
  readonly voice: Voice
  readonly at: string
  readonly withdrawnAt: string | null
}

/** How a confirmation stands: withdrawn, of facts that are others now, too long ago, or good. */
export type Standing = 'withdrawn' | 'earlier' | 'old' | 'current'

/** What a confirmation is worth on this day. */
export function standingOf(it: Confirmed, facts: string | null, today: string): Standing {
  if (it.withdrawnAt !== null) return 'withdrawn'
  if (it.facts !== facts) return 'earlier'
  return it.at.slice(0, 10) < addDays(today, -CONFIRMED_DAYS) ? 'old' : 'current'
}

/** How far a finding reaches with what people say of it: a reviewer more than a peer, a peer more than a machine. */
export function levelWith(
  found: Confirmable,
  confirmations: readonly Confirmed[],
  today: string,
): Level {
  if (!holds(found)) return found.level
  const facts = factsOf(found)
  const good = confirmations.filter((one) => standingOf(one, facts, today) === 'current')
  if (good.some(({ voice }) => voice === 'reviewer')) return 'E5'
  return good.length > 0 ? 'E4' : found.level
}
