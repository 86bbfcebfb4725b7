/** What Open311 (GeoReport v2) speaks of, and how a request on its way to another system stands. */

export const formats = ['xml', 'json'] as const
export type Format = (typeof formats)[number]

/** Several of one kind: in XML an element each, in JSON an array, also when there is one (the Spark convention). */
export class Many {
  readonly each: string
  readonly of: readonly Written[]

  constructor(each: string, of: readonly Written[]) {
    this.each = each
    this.of = of
  }
}

/** What an answer consists of, before it is written in one of the formats. */
export type Written =
  | string
  | number
  | boolean
  | null
  | Many
  | { readonly [name: string]: Written | undefined }

/** What is wrong with a request: its status (GeoReport v2, errors), and text `open311.wrong.<says>`. */
export interface Wrong {
  readonly code: 400 | 403 | 404 | 405 | 413 | 429 | 500 | 503
  readonly says: string
  readonly values?: Readonly<Record<string, string | number>>
  /** The sentence itself, where a rule of reports already said it. */
  readonly text?: string
}

/** What was asked, as it came: each name with everything that was sent for it. */
export type Asked = ReadonlyMap<string, readonly string[]>

/** A parameter that was sent with something in it; an empty one counts as not sent (GeoReport v2). */
export function oneOf(asked: Asked, name: string): string | undefined {
  return asked
    .get(name)
    ?.find((value) => value.trim() !== '')
    ?.trim()
}

/** A list with commas, without its empty places, and without the sign that no database keeps. */
export function listOf(asked: Asked, name: string): readonly string[] | undefined {
  const parts = (asked.get(name) ?? []).flatMap((value) => value.split(','))
  const found = parts.map((part) => part.trim().replaceAll('\0', '')).filter((part) => part !== '')
  return found.length > 0 ? found : undefined
}

/** Rows of one answer, and days of one question, at most (GeoReport v2). */
export const MOST_ROWS = 1000
export const MOST_DAYS = 90
/** Characters of a description (GeoReport v2). */
export const MOST_TEXT = 4000

/** How a report on its way to another system stands. */
export const deliveryStates = ['unsent', 'sending', 'token', 'sent', 'failed', 'stopped'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** Why it is not there yet; text `open311.reason.<why>`. */
export const whys = [
  'unreachable',
  'unreadable',
  'refused',
  'busy',
  'no-number',
  'not-configured',
  'key-unread',
] as const
export type Why = (typeof whys)[number]

/** Minutes until the next try: soon at first, then every four hours. */
const PAUSES = [1, 5, 15, 60, 120, 240] as const
/** Days after which a system that never answered is given up, and an official decides. */
export const GIVEN_UP = 7

/** When to try again after so many tries. */
export function nextTry(tries: number, now: string): string {
  const minutes = PAUSES[Math.min(Math.max(tries, 1), PAUSES.length) - 1] ?? 240
  return new Date(Date.parse(now) + minutes * 60_000).toISOString()
}

/** What came of one try. */
export type Tried =
  | { readonly to: 'sent'; readonly remote: string }
  | { readonly to: 'token'; readonly token: string }
  | { readonly to: 'again' | 'failed'; readonly why: Why; readonly said?: string }

/** How a delivery stands after a try; one that could not be made for a week has failed. */
export function stateAfter(
  tried: Tried,
  it: { readonly askedAt: string; readonly now: string; readonly token: string | null },
): DeliveryState {
  if (tried.to !== 'again') return tried.to
  const days = (Date.parse(it.now) - Date.parse(it.askedAt)) / 86_400_000
  if (days > GIVEN_UP) return 'failed'
  return it.token === null ? 'unsent' : 'token'
}
