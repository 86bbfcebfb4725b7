/** What the tests of people share: a small town hall. */
import { appoint, peopleMigrations, readSession, startSession, type Role } from '#core/people'
import { testDatabase } from '#test/database'

/** The posts there are. */
const roles: Role[] = [
  { name: 'roads-desk', kind: 'official', permissions: ['reports.move', 'reports.answer'] },
  { name: 'clerk', kind: 'official', permissions: ['people.manage'] },
  { name: 'auditor', kind: 'auditor', permissions: ['reports.read'] },
]
/** When the day begins, and so many minutes later. */
export const start = '2026-03-02T09:00:00.000Z'
export const later = (minutes: number) =>
  new Date(Date.parse(start) + minutes * 60_000).toISOString()

/** A town hall of its own, and what is done in it over and over. */
export async function townHall() {
  const db = await testDatabase([peopleMigrations])
  return {
    db,
    read: (secret: string, minutes = 0) => readSession(db, secret, later(minutes), roles),
    signIn: (ref: string, minutes = 0, about = 'Firefox on Linux') =>
      db.transact((tx) =>
        startSession(tx, { ref, now: later(minutes), about, how: ['password'], assurance: 'low' }),
      ),
    give: (ref: string, role: string, unit: string | null = null) =>
      db.transact((tx) => appoint(tx, { ref, role, unit, now: start })),
  }
}
