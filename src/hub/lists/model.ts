/** A discussion list: one conversation with two doors, the web and mail (coalition-access.md 3.7). */

/** Who may join: everybody, or addresses of member cities alone. */
export const kinds = ['open', 'members'] as const
export type ListKind = (typeof kinds)[number]

/** How often somebody wants to be written to. */
export const rhythms = ['each', 'daily', 'weekly', 'none'] as const
export type Rhythm = (typeof rhythms)[number]

/** Where a message stands; a redacted one leaves its place behind. */
export type MessageState = 'held' | 'sent' | 'refused' | 'redacted'

/** Days until an address that nobody confirmed is forgotten. */
export const WAITS = 7

/** Days in which a sender is told only once that a message waits. */
export const TOLD_ONCE = 7

/** Messages of one sender in 24 hours that go out without being looked at. */
export const MOST_A_DAY = 20

/** The score at which a subscription pauses; a failure for good weighs 2, one for the moment 1, once a day. */
export const PAUSES_AT = 6

/** Days without a failure after which the score begins anew. */
export const FORGIVEN = 30

/** What the list's own addresses do: `rights-join@`, `rights-leave+code@`. */
const WAYS =
  /^(?<list>[a-z][a-z0-9.]*)(?:-(?<way>join|leave|confirm|bounces))?(?:\+(?<code>[0-9a-z]{8,60}))?$/

/** Which list an address belongs to, and what is wanted there. */
export interface Way {
  readonly list: string
  readonly domain: string
  readonly way: 'message' | 'join' | 'leave' | 'confirm' | 'bounces'
  readonly code: string | null
}

/** Reads an address of the door; undefined when it cannot be one of a list. */
export function wayOf(address: string): Way | undefined {
  const [name = '', domain = '', more] = address.toLowerCase().split('@')
  const found = more === undefined ? WAYS.exec(name)?.groups : undefined
  if (!found?.['list'] || !domain) return undefined
  const way = (found['way'] ?? 'message') as Way['way']
  return { list: found['list'], domain, way, code: found['code'] ?? null }
}

/** An address as one person writes it: small letters, no spaces around, no `+tag` in its name (RFC 5233). */
export function plainAddress(address: string): string {
  const [name = '', domain = ''] = address.trim().toLowerCase().split('@')
  return `${name.split('+')[0]}@${domain}`
}

/** The part of an address that is no person's. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

const ADDRESS =
  /[\p{L}\p{N}._%+'-]{1,64}(?:@|\s\(?at\)?\s)((?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}]{2,63})/gu

/** Words without anybody's address: `…@city.example` says which city, not who. */
export function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, '…@$1')
}

/** `Re: Aw: [rights] Lamps` → `Lamps`: what a thread is called. Threads are never joined by it. */
export function bareSubject(subject: string): string {
  const bare = subject
    .replace(/^(?:\s*(?:\[[^\]]{1,40}\]|(?:re|aw|sv|rv|fwd?|wg|tr|رد)\s*(?:\[\d+\])?\s*:))+/i, '')
    .trim()
  return bare.slice(0, 200)
}

/** Where a message is found for good. */
export const hrefOf = ({ list, id }: { readonly list: string; readonly id: string }) =>
  `/lists/${list}/messages/${id}`

/** What the vault knows a subscription by. */
export const caseOf = (subscriber: string) => `subscriber-${subscriber}`

/** What the vault knows by the address of whom to tell that a message waits. */
export const noticeOf = (message: string) => `held-${message}`

/** How much a failure counts (RFC 3463): 5 is for good, 4 for the moment. */
export function weightOf(status: string | null): number {
  return status?.startsWith('4') ? 1 : 2
}
