import { Refusal } from '#core/kernel'
import { actingFor, type Person } from '#core/people'
import type { Channel } from '#core/vault'
import type { By } from './action.ts'

/** The post somebody acts in: the one that allows it, else the first that was given. */
function postOf(person: Person | null, permission: string | undefined) {
  const posts = person?.posts ?? []
  const fitting = posts.find((post) => permission && post.permissions.includes(permission))
  return fitting ?? posts[0]
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

/** What the public record says of who acted. */
function roleOf(person: Person | null, role: string | undefined): string {
  return person ? `role:${role ?? person.kind}` : 'anonymous'
}

/** In which part somebody acts. */
export interface Acting {
  /** The person who runs the command line of the city itself. */
  readonly operator?: boolean
  /** What the page or action asks for: the post that allows it is the one that is named. */
  readonly permission?: string | undefined
  /** What a mandate has to let somebody do who acts for another. */
  readonly onBehalf?: string | undefined
}

/** Whoever acts for another holds no post meanwhile. */
const withoutPosts = (person: Person): Person => ({
  ...person,
  ...({ kind: 'resident', posts: [], permissions: [], units: [] } as const),
})

/** Who it is for this act: themselves, or somebody by whose mandate they act. */
function whoOf(person: Person | null, onBehalf: string | undefined) {
  const acting = actingFor(onBehalf ? { onBehalf } : {}, person)
  if (!person || !acting) return { who: person, whose: person }
  const who = withoutPosts(person)
  return { who, whose: { ...who, ref: acting.ref }, mandate: acting.mandate }
}

/**
 * Who acts, as one service may know them: its own pseudonym, never another's. While the vault is down, what
 * does not need the pseudonym goes on; reading `ref` then throws `unavailable`.
 */
export async function byOf(
  somebody: Person | null,
  channel: Channel,
  address: string,
  { operator = false, permission, onBehalf }: Acting = {},
): Promise<By> {
  const { who: person, whose, mandate } = whoOf(somebody, onBehalf)
  const post = postOf(person, permission)
  const ref = await pseudonym(whose, channel)
  const actor = {
    kind: actorKind(person, operator),
    permissions: [...(person?.permissions ?? [])],
    unit: post?.unit ?? null,
    badge: mandate ? null : (person?.badge ?? null),
    freshAt: person?.provedAt ?? null,
    ...(mandate ? { mandate } : {}),
    get ref() {
      return ref()
    },
  }
  return {
    person,
    whose: whose?.ref ?? null,
    address,
    as: operator ? 'operator' : mandate ? 'role:delegate' : roleOf(person, post?.role),
    actor,
    get ref() {
      return ref()
    },
  }
}
