import type { Person } from './person.ts'

/** Who may try: decided at the door from the role alone, before anything is read. */
export interface Policy {
  /** `anyone`, `residents`, or the permission it asks for. */
  readonly name: string
  /** Text key of the sentence that says who may. */
  readonly sentence: `people.who.${string}`
  readonly permission?: string
  admits(person: Person | null): boolean
}

/** Everybody, signed in or not. */
export const anyone: Policy = {
  name: 'anyone',
  sentence: 'people.who.anyone',
  admits: () => true,
}

/** Anybody who is signed in; officials are residents too. */
export const residents: Policy = {
  name: 'residents',
  sentence: 'people.who.residents',
  admits: (person) => person !== null,
}

/** Only who is not signed in, such as for signing in. */
export const signedOut: Policy = {
  name: 'signed-out',
  sentence: 'people.who.signed-out',
  admits: (person) => person === null,
}

/**
 * Whoever holds a post whose role has this permission, in whatever unit. The service the permission
 * belongs to says who that is, in its text `people.who.<permission>`.
 */
export function may(permission: string): Policy {
  return {
    name: permission,
    sentence: `people.who.${permission}`,
    permission,
    admits: (person) => person?.permissions.includes(permission) ?? false,
  }
}
