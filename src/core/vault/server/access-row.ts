/** The row of the log of accesses: who read what of whom, for which purpose, or was denied it. */
import { newId } from '#core/kernel'
import { sql, type Statement } from '#core/database'
import type { Denial } from './checks.ts'
import type { Facts } from './facts.ts'
import type { StoredPurpose } from './shapes.ts'

/** When the person sees it: at once, or after the days that the purpose's law allows. */
export function shownFrom(at: string, purpose: StoredPurpose | null): string {
  const { visibility = 'immediate' } = purpose ?? {}
  if (visibility === 'immediate') return at
  return new Date(Date.parse(at) + visibility.days * 86_400_000).toISOString()
}

/** The one that receives it, where the purpose names a kind of them; else all that the purpose names. */
function recipientsOf({ asked, purpose }: Facts): readonly string[] {
  return asked.recipient === undefined ? (purpose?.recipients ?? []) : [asked.recipient]
}

/** Which row of the log, and out of what it is written. */
interface Row {
  readonly id: string
  readonly denial?: Denial | undefined
  /** Whom it is about. */
  readonly person: Statement
  /** From which rows one is made; nothing: one. */
  readonly from: Statement
}

/** An access row, as a statement that writes it. */
export function rowOf(facts: Facts, { id, denial, person, from }: Row): Statement {
  const { asked, module, purpose } = facts
  return sql`insert into vault.access
    (id, at, person, purpose, purpose_version, fields, module, actor_kind, actor_ref, badge, unit,
      case_ref, reason, basis, recipients, outcome, denied, breach, visible_from, emergency, mandate)
    select ${id}::uuid, ${asked.at}::timestamptz, ${person}, ${asked.purpose}, ${asked.version}::int,
      ${asked.fields}::text[], ${module}, ${asked.actor.kind}, ${asked.actor.ref},
      ${asked.actor.badge}, ${asked.actor.unit}, ${asked.case ?? null}, ${asked.reason ?? null},
      ${purpose ? JSON.stringify(purpose.basis) : null}::jsonb, ${recipientsOf(facts)}::text[],
      ${denial ? 'denied' : 'read'}, ${denial?.why ?? null}, ${denial?.breach ?? null},
      ${shownFrom(asked.at, purpose)}::timestamptz, ${asked.emergency ?? false}::boolean,
      ${asked.actor.mandate ?? null}::uuid ${from}`
}

/** The access row, to be written before anything else comes of it. */
export function entry(
  facts: Facts,
  denial?: Denial,
  id: string = newId(facts.asked.at),
): Statement {
  return rowOf(facts, { id, denial, person: sql`${facts.person}::uuid`, from: sql.empty })
}
