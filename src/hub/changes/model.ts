/** News that hubs and cities exchange: what a line of the feed is, and what can be wrong with one (docs/protocol/changes.md). */

/** Lines of a page of the feed. */
export const PAGE = 1000

/** An entry of the public record as a line holds it. */
export interface LineEntry {
  readonly at: string
  readonly by: string
  readonly d: Readonly<Record<string, unknown>>
  readonly id: string
  readonly t: string
  readonly v: 1
}

/** What is wrong, and has to be seen: each has a sentence in every language. */
export const alarms = [
  'split-view',
  'document-wrong',
  'document-key',
  'key-disagrees',
  'log-key',
  'line-wrong',
  'not-in-log',
  'cursor-wrong',
] as const
export type AlarmKind = (typeof alarms)[number]

/** What may be right all the same: keys are lost, and somebody can ask by another way. */
export const acceptable = ['document-key', 'log-key'] as const satisfies readonly AlarmKind[]

/** Whether a reason why nothing came is one that somebody has to see, and not only a server that is silent. */
export function alarmOf(failure: string): AlarmKind | undefined {
  return alarms.find((kind) => kind === failure)
}

/** What a line says of a city of the directory. */
export interface CityWord {
  readonly city: string
  readonly name: string | null
  readonly country: string | null
  readonly state: string | null
  readonly since: string | null
  readonly stated: Readonly<Record<string, unknown>> | null
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const object = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null

/**
 * What a line means for the directory; undefined when nothing. Lines of the type `city` say who a city is (`stated`),
 * or into which other row it went (`into`), those of the type `endorsement` where it stands (`state`, `since`).
 */
export function cityWord(type: string, d: Readonly<Record<string, unknown>>): CityWord | undefined {
  const city = text(d['city'])
  if (city === null || !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(city) || city.length > 100)
    return undefined
  if (type !== 'city' && type !== 'endorsement') return undefined
  const stated = type === 'city' ? object(d['stated']) : null
  const into = text(d['into']) === null ? null : 'joined'
  const named = text(stated?.['name']) ?? text(d['name'])
  return {
    city,
    name: named,
    country: text(stated?.['country']) ?? text(d['country']),
    state: type === 'endorsement' ? text(d['state']) : into,
    since: type === 'endorsement' ? text(d['since']) : null,
    stated,
  }
}
