/** Activities for calendars and news readers: of all cities, of one, or about one principle. */
import { calendarEnd, calendarHead } from '#core/kernel'
import { type Feed, type FeedLook, newsFeed } from '#core/pages'
import { cityTable, nameIn } from '#hub/cities'
import { calendarEvent } from '../calendar.ts'
import { type Activity, listActivities } from '../store/activities.ts'

interface Asked {
  readonly city?: string | undefined
  readonly principle?: string | undefined
}
const MOST = 500
const YEAR = 365 * 86_400_000

/** What is to come, and what was within the last year. */
const rowsOf = ({ input, look, now }: FeedLook<Asked>): Promise<Activity[]> => {
  const after = new Date(Date.parse(now) - YEAR).toISOString()
  const { city, principle } = input
  return look((tx) => listActivities(tx, cityTable(), { city, principle, after }, MOST))
}

/** A calendar that can be subscribed to (RFC 5545). */
export const ics: Feed<Asked> = {
  type: 'text/calendar; charset=utf-8',
  async *write(work) {
    const { city: hub, say } = work
    const { host } = new URL(hub.url)
    yield calendarHead(say('activities.list'), 'Activities')
    for (const one of await rowsOf(work)) {
      const where = [one.place, one.link].filter((part) => part !== null).join(' · ')
      yield calendarEvent({
        ...{ title: one.title, about: one.about, startsAt: one.startsAt, endsAt: one.endsAt },
        ...{ changedAt: one.changedAt, sequence: one.sequence, where },
        uid: `activity-${one.number}@${host}`,
        url: `${hub.url}/activities/${one.number}`,
        cancelled: one.cancelledAt !== null,
        categories: [say(`activities.kind.${one.kind}`), nameIn(one, say.language)],
      })
    }
    yield calendarEnd
  },
}

/** The same as news. */
export const atom = newsFeed<Asked>(
  '/activities',
  ({ say }) => say('activities.list'),
  async (work) => {
    const { say } = work
    const rows = (await rowsOf(work)).toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1))
    return rows.map((one) => {
      const cancelled = one.cancelledAt === null ? '' : `${say('activities.cancelled')}: `
      const starts = one.startsAt.slice(0, 16).replace('T', ' ')
      return {
        path: `/activities/${one.number}`,
        title: `${cancelled}${one.title}`,
        updated: one.changedAt,
        author: nameIn(one, say.language),
        summary: `${starts} UTC. ${one.about}`,
      }
    })
  },
)
