import { createHash } from 'node:crypto'
import type { Acting } from './acting.ts'
import type { Assurance, Proof } from './assurance.ts'

/** A role somebody holds, limited to one unit of the city's organisation or not (`unit` null). */
export interface Post {
  readonly role: string
  readonly unit: string | null
}

/** A post together with what its role allows. */
export interface HeldPost extends Post {
  readonly permissions: readonly string[]
}

/** What a role may do: the city's configuration, not code. */
export interface Role {
  readonly name: string
  /** What people read instead of the name, by language. */
  readonly title?: Readonly<Record<string, string>>
  readonly kind: 'official' | 'auditor'
  readonly permissions: readonly string[]
}

/** Somebody who is signed in. It tells what they may do, and nothing about who they are. */
export interface Person {
  /** Pseudonym of the module `people`; services get their own from the vault. */
  readonly ref: string
  readonly kind: 'resident' | 'official' | 'auditor'
  /** In the order in which they were given. */
  readonly posts: readonly HeldPost[]
  /** What any of the posts allows. */
  readonly permissions: readonly string[]
  /** The units that posts are limited to; `unitsOf` says where a permission holds. */
  readonly units: readonly string[]
  /** Id of the session, never its secret. */
  readonly session: string
  /** When they signed in. */
  readonly since: string
  /** What they showed, how sure that makes the city, and when they showed it last. */
  readonly how: readonly Proof[]
  readonly assurance: Assurance
  readonly provedAt: string
  /** Shown to residents instead of an official's name. */
  readonly badge: string
  /** For whom they act just now; absent: for themselves. */
  readonly acting?: Acting
}

/** Letters and digits that stay apart when spoken or read: no vowels, 0, 1, I, L, O. */
const SPEAKABLE = '23456789BCDFGHJKMNPQRSTVWXYZ'

/**
 * The short code that stands for an official, such as `4-7F`: always the same for the same person.
 */
export function badgeOf(ref: string): string {
  const hash = createHash('sha256').update(`badge ${ref}`).digest()
  const [first, second, third] = [0, 4, 8].map(
    (at) => SPEAKABLE[hash.readUInt32BE(at) % SPEAKABLE.length],
  )
  return `${first}-${second}${third}`
}

/** A role in the words of the reader; its name where the city gave it none. */
export function roleTitle(roles: readonly Role[], name: string, language: string): string {
  const title = roles.find((role) => role.name === name)?.title
  return title?.[language] ?? title?.['en'] ?? name
}

/** Where a permission holds: in these units, or in `all` when a post with it is not limited. */
export function unitsOf(person: Person | null, permission: string): readonly string[] | 'all' {
  const posts = (person?.posts ?? []).filter((post) => post.permissions.includes(permission))
  const units = posts.flatMap(({ unit }) => (unit === null ? [] : [unit]))
  return units.length < posts.length ? 'all' : [...new Set(units)]
}

/**
 * The units somebody acts for by name. A post that is limited to none acts for no member city: who speaks for a city
 * is always said.
 */
export function namedUnits(person: Person | null, permission: string): readonly string[] {
  const posts = (person?.posts ?? []).filter((post) => post.permissions.includes(permission))
  return [...new Set(posts.flatMap(({ unit }) => (unit === null ? [] : [unit])))]
}

/** A session with its posts. */
interface SignedIn extends Pick<Person, 'ref' | 'since' | 'how' | 'assurance' | 'provedAt'> {
  readonly id: string
  readonly posts: readonly Post[]
  readonly acting?: Acting | null | undefined
}

/**
 * A session with its posts, as the city's roles make it somebody. A role the city no longer has
 * allows nothing.
 */
export function personOf(session: SignedIn, roles: readonly Role[]): Person {
  const { id, ref, since, how, assurance, provedAt } = session
  const held = session.posts.flatMap((post) => {
    const role = roles.find(({ name }) => name === post.role)
    return role ? [{ ...post, kind: role.kind, permissions: role.permissions }] : []
  })
  const official = held.some(({ kind }) => kind === 'official')
  return {
    ref,
    kind: official ? 'official' : held.length > 0 ? 'auditor' : 'resident',
    posts: held.map(({ role, unit, permissions }) => ({ role, unit, permissions })),
    permissions: [...new Set(held.flatMap(({ permissions }) => permissions))],
    units: [...new Set(held.flatMap(({ unit }) => (unit === null ? [] : [unit])))],
    session: id,
    since,
    how,
    assurance,
    provedAt,
    badge: badgeOf(ref),
    ...(session.acting ? { acting: session.acting } : {}),
  }
}
