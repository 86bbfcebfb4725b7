import type { Person } from '#core/people'
import type { Channel } from '#core/vault'
import type { By } from './action.ts'

function recordName(person: Person | null): string {
  if (!person) return 'anonymous'
  return `role:${person.posts[0]?.role ?? person.kind}`
}

/** Who acts, as one service may know them: its own pseudonym, never another's. */
export async function byOf(
  person: Person | null,
  channel: Channel,
  address: string,
  operator = false,
): Promise<By> {
  const ref = person ? await channel.refOf(person.ref) : null
  return {
    person,
    ref,
    address,
    as: operator ? 'operator' : recordName(person),
    actor: {
      kind: operator ? 'system' : person && person.kind !== 'resident' ? 'official' : 'self',
      ref,
      permissions: [...(person?.permissions ?? [])],
      unit: person?.units[0] ?? null,
      badge: person?.badge ?? null,
    },
  }
}
