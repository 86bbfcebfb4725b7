import { type Feed, type FeedLook } from '#core/pages'
import { calendar } from '../calendar.ts'
import { threadName } from '../model.ts'
import { dueTitle, unitName } from '../naming.ts'
import { type Due, listDue } from '../store/dues.ts'
import type { Say } from '#core/text'
import type { CityFacts } from '#core/actions'

/** Things in one calendar. */
const MOST = 500

/** What is due as a calendar (RFC 5545); what was taken back, paid or done is cancelled there. */
export function calendarOf(
  dues: readonly Due[],
  { city, say }: { readonly city: CityFacts; readonly say: Say },
): string {
  const { host } = new URL(city.url)
  const events = dues.map((one) => ({
    uid: `${one.id}@${host}`,
    title: `${dueTitle(one, say)} (${unitName(city, one.unit, say.language)})`,
    on: one.on,
    changedAt: one.changedAt,
    sequence: one.version - 1,
    url: `${city.url}/messages/${threadName(one.thread)}`,
    cancelled: one.state !== 'open',
  }))
  return calendar(say('messages.due'), events)
}

/** One's own calendar. */
export const ics: Feed<unknown> = {
  type: 'text/calendar; charset=utf-8',
  async *write({ look, by, city, say }: FeedLook<unknown>) {
    yield calendarOf(await look((tx) => listDue(tx, by.ref ?? '', { limit: MOST })), { city, say })
  },
}
