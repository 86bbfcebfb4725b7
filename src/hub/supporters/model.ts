/** Residents who ask their city to join (coalition-access.md 3.6): counted, never known. */

/** Days until an address that nobody confirmed is forgotten. */
export const WAITS = 7

/** An address as one person writes it: small letters, no spaces around, no `+tag` in its name (RFC 5233). */
export function plainAddress(address: string): string {
  const [name = '', domain = ''] = address.trim().toLowerCase().split('@')
  return `${name.split('+')[0]}@${domain}`
}

/** What the vault knows the waiting confirmation by. */
export const caseOf = (id: string) => `ask-${id}`
