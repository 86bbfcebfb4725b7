/** A member that is silent: reminded at 18 and 23 months, proposed for a hold after 24, and heard for 30 days. */
import type { Enqueue } from '#core/jobs'
import { addDays, newSecret } from '#core/kernel'
import type { Hand } from './advance.ts'
import * as entries from './entries.ts'
import { letter } from './letters.ts'
import { HEARING_DAYS, HOLD_MONTHS, REMIND_MONTHS } from './model.ts'
import { monthsAfter } from './model/days.ts'
import { hashOf } from './seal.ts'
import {
  addHearing,
  addReminder,
  endHearing,
  type Hearing,
  type MemberStanding,
  readMember,
} from './store/members.ts'

type Watching = Hand & { readonly now: string; readonly ask: Enqueue }

const subjectOf = (city: string) => ({ subject: `/cities/${city}` })

/** The last sign of life; the day of publication is one. */
export function lastHeard({
  heardOn,
  publishedOn,
}: Pick<MemberStanding, 'heardOn' | 'publishedOn'>): string | undefined {
  const [last] = [heardOn, publishedOn]
    .filter((one) => one !== null)
    .toSorted()
    .toReversed()
  return last
}

/** True when a reminder had to be written now: the proposal waits for another day. */
async function remind(hand: Watching, it: MemberStanding, since: string): Promise<boolean> {
  const { tx, record, ask, today, now } = hand
  const due = REMIND_MONTHS.filter((months) => monthsAfter(since, months) <= today)
  const months = due.at(-1)
  if (months === undefined) return false
  if (!(await addReminder(tx, { city: it.city, since, months, at: now }))) return false
  await record(entries.reminded, { city: it.city, months, since }, subjectOf(it.city))
  if (it.application !== null) {
    const kind = months === REMIND_MONTHS[0] ? 'remind-18' : 'remind-23'
    const until = monthsAfter(since, HOLD_MONTHS)
    await ask(letter, { application: it.application, kind, until })
  }
  return true
}

/** Reminds a silent member, or proposes to put it on hold when reminders did not help. */
export async function remindOf(hand: Watching, it: MemberStanding): Promise<void> {
  const { tx, record, ask, today } = hand
  const since = lastHeard(it)
  if (since === undefined || (await remind(hand, it, since))) return
  if (monthsAfter(since, HOLD_MONTHS) > today) return
  const code = newSecret()
  const until = addDays(today, HEARING_DAYS)
  const hearing = { city: it.city, since, proposedOn: today, until, codeHash: hashOf(code) }
  if (!(await addHearing(tx, hearing))) return
  await record(entries.holdProposed, { city: it.city, since, until }, subjectOf(it.city))
  if (it.application !== null) {
    await ask(letter, { application: it.application, kind: 'hearing', code, until })
  }
}

/** A city that is heard of again is no longer proposed. */
export async function endSilence(hand: Watching, hearing: Hearing): Promise<void> {
  const { tx, record, now } = hand
  const member = await readMember(tx, hearing.city)
  const last = lastHeard(member)
  const over = member.state !== 'member' || (last !== undefined && last > hearing.since)
  if (!over) return
  await endHearing(tx, hearing.number, { outcome: 'dropped', at: now })
  await record(entries.holdDropped, { city: hearing.city }, subjectOf(hearing.city))
}
