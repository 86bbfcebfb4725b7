/** What the sample city invites to: what was, what is to come, and its place on the day of the internet. */
import { ago, dayAgo, type Membership, type Playing } from './member.ts'

const DAY = 86_400_000
type Invited = Pick<Membership['day'], 'facts' | 'time' | 'until'>

async function planned(playing: Playing, it: Invited, day: string): Promise<string> {
  const { stage, home } = playing
  const { facts, time, until } = it
  const said = { ...facts, time, until, day, city: home.city }
  return String((await stage.does(home.official, 'activities.plan', said))['activity'])
}

async function seated({ stage, cast }: Playing, activity: string, names: readonly string[]) {
  for (const name of names) {
    const resident = cast.residents.find(({ email }) => email.startsWith(`${name}@`))
    if (!resident) throw new Error(`Nobody of the sample city is ${name}`)
    await stage.does(resident, 'activities.register', { activity })
  }
}

/** The year whose day of the internet is next or was last: from 1 August on this year (coalition-access.md 3.6). */
function yearAt(now: number): number {
  const today = new Date(now).toISOString()
  return Number(today.slice(0, 4)) - (today.slice(5, 10) >= '08-01' ? 0 : 1)
}

/** A slot for every member on 1 August; an activity for it; and, when the day is over, what shows that it was held. */
async function playDay(playing: Playing, it: Membership['day']): Promise<void> {
  const { stage, home, now } = playing
  const year = yearAt(now)
  const day = Date.parse(`${year}-10-29T12:00:00Z`)
  stage.at(Math.min(Date.parse(`${year}-08-01T12:00:00Z`), now - 3 * DAY))
  await stage.hour('activities.open-day')
  stage.at(Math.min(day - 30 * DAY, now - 2 * DAY))
  const activity = await planned(playing, it, `${year}-10-29`)
  await stage.does(home.official, 'activities.announce', { year, activity })
  if (day + 2 * DAY > now) return
  stage.at(day + 2 * DAY)
  const { evidence } = it
  await stage.does(home.official, 'activities.prove', { year, city: home.city, evidence })
}

/** Plays the activities. A week after one is over, nobody knows any more who sat there. */
export async function playActivities(
  playing: Playing,
  { activities, day }: Pick<Membership, 'activities' | 'day'>,
): Promise<void> {
  const { stage, home } = playing
  await playDay(playing, day)
  for (const one of activities) {
    stage.at(ago(playing, one.plannedDaysAgo))
    const activity = await planned(playing, one, dayAgo(playing, -one.dayIn))
    stage.at(ago(playing, one.plannedDaysAgo - 2))
    await seated(playing, activity, one.seats)
    if (!one.told) continue
    stage.at(ago(playing, -one.dayIn - 2))
    await stage.does(home.official, 'activities.tell', { activity, ...one.told })
    stage.at(ago(playing, -one.dayIn - 9))
    await stage.hour('activities.forget')
  }
}
