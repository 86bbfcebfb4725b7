import { Refusal } from '#core/kernel'
import type { Person } from '#core/people'
import type { Channel } from '#core/vault'
import type { By } from './action.ts'

function recordName(person: Person | null): string {
  if (!person) return 'anonymous'
  return `role:${person.posts[0]?.role ?? person.kind}`
}

/** The pseudonym, or why there is none now: only who asks for it learns that the vault is down. */
async function pseudonym(person: Person | null, channel: Channel): Promise<() => string | null> {
  if (!person) return () => null
  try {
    const ref = await channel.refOf(person.ref)
    return () => ref
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.kind !== 'unavailable') throw failure
    return () => {
      throw failure
    }
  }
}

function actorKind(person: Person | null, operator: boolean): 'system' | 'official' | 'self' {
  if (operator) return 'system'
  return person && person.kind !== 'resident' ? 'official' : 'self'
}

/**
 * Who acts, as one service may know them: its own pseudonym, never another's. While the vault is down, what
 * does not need the pseudonym goes on; reading `ref` then throws `unavailable`.
 */
export async function byOf(
  person: Person | null,
  channel: Channel,
  address: string,
  operator = false,
): Promise<By> {
  const ref = await pseudonym(person, channel)
  const actor = {
    kind: actorKind(person, operator),
    permissions: [...(person?.permissions ?? [])],
    unit: person?.units[0] ?? null,
    badge: person?.badge ?? null,
    get ref() {
      return ref()
    },
  }
  return {
    person,
    address,
    as: operator ? 'operator' : recordName(person),
    actor,
    get ref() {
      return ref()
    },
  }
}
