/** Names, numbers and days of the statistics as they are said. */
import { useHere } from '#core/pages'
import type { StatisticsData } from '../statistics.tsx'

/** A line with the name of its key. */
export type NamedLine = StatisticsData['lines'][number]
/** What lines are told apart by. */
export type By = NamedLine['by']

/** Names, numbers and days as they are said; what is held back says so. */
export function useWords() {
  const { say } = useHere()
  const few = say('reports.statistics.few')
  return {
    few,
    number: (value: number | null) => (value === null ? few : say.number(value)),
    days: ({ count }: NamedLine, value: number | null) =>
      count === null
        ? few
        : value === null
          ? say('reports.statistics.unknown')
          : say('reports.statistics.days', { days: value }),
    name: ({ by, key, name }: NamedLine) => {
      if (key === 'none') return say('reports.statistics.nowhere')
      if (by === 'month') return say.date(`${key}-15T12:00:00.000Z`, 'month')
      const channel = `reports.channel.${key}`
      return by === 'channel' && say.has(channel) ? say(channel) : name
    },
  }
}
