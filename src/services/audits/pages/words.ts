/** Numbers of audits in words. */
import type { useHere } from '#core/pages'
import type { Attribute } from '../model/found.ts'

type Say = ReturnType<typeof useHere>['say']

/** A share in percent. */
export const percent = (say: Say, share: number | null) =>
  share === null ? '–' : say('audits.percent', { share })

/** An interval of shares. */
export const between = (say: Say, interval: readonly [number, number] | null) =>
  interval === null
    ? '–'
    : say('audits.between', {
        low: percent(say, interval[0]),
        high: percent(say, interval[1]),
      })

/** How groups are called: districts by their names, codes of the rest by texts, where there are any. */
export type GroupName = (attribute: Attribute, group: string) => string
