/** Parts that several pages of activities show. */
import { useHere } from '#core/pages'
import { Card, CardList, Tag } from '#design'
import { nameIn } from '#hub/cities'
import type { Activity } from '../store/activities.ts'

/** The way back. */
export const trail = (say: (key: string) => string) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/activities', text: say('activities.list') },
]

/** A moment as the clocks of the place show it, with its zone. */
export function At({ at, zone }: { at: string; zone: string }) {
  const { language } = useHere()
  const format = new Intl.DateTimeFormat(language, {
    ...{ timeZone: zone, dateStyle: 'full', timeStyle: 'short' },
  })
  return (
    <time dateTime={at}>
      {format.format(Date.parse(at))} (<bdi>{zone}</bdi>)
    </time>
  )
}

/** Activities as cards. */
export function Activities({ all, label }: { all: readonly Activity[]; label: string }) {
  const { say, language } = useHere()
  return (
    <CardList label={label}>
      {all.map((one) => (
        <Card
          key={one.number}
          level={3}
          title={one.title}
          href={`/activities/${one.number}`}
          eyebrow={`${nameIn(one, language)} · ${say(`activities.kind.${one.kind}`)}`}
          tag={
            one.cancelledAt === null ? null : <Tag tone="error">{say('activities.cancelled')}</Tag>
          }
        >
          <p>
            <At at={one.startsAt} zone={one.zone} />
          </p>
        </Card>
      ))}
    </CardList>
  )
}
