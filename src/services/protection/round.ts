/** The daily round: reminders for the officer, requests that are done, and the numbers of months that are over. */
import type { Tx } from '#core/database'
import { type JobWork, job } from '#core/jobs'
import { addDays, dateIn, newId } from '#core/kernel'
import { recorder } from '#core/record'
import { z } from 'zod'
import { counted, moved } from './entries.ts'
import { nearness, REMINDERS, reminderDue } from './model/clock.ts'
import { numberOf } from './model/kinds.ts'
import { addEvent } from './store/change.ts'
import { countWaiting, holdDone, listEnding, setCounted } from './store/round.ts'
import type { Asked } from './store/rows.ts'
import { close, reminded } from './store/steps.ts'

/** Requests that are looked at together, and how often. */
const PORTION = 100
const ROUNDS = 50
/** Days after which an answered request in which nothing is left to do is closed. */
const CLOSE_DAYS = 30
/** Fewer than this are not published alone (privacy-record.md 3.3). */
const FEWEST = 10

type Round = JobWork<Record<never, never>>

/** Writes to the mailbox that the city states for its officer; false when it states none. */
async function remind(work: Round, request: Asked, today: string): Promise<boolean> {
  const officer = work.city.discovery?.contacts?.['dpo']
  const number = numberOf(request.id)
  if (!officer) {
    work.log.error({ number }, 'a request ends soon: name discovery.contacts.dpo in city.json')
    return false
  }
  const [language = 'en'] = work.city.languages
  const say = work.say(language)
  const { left, near } = nearness(request, today)
  const values = { number, left, late: -left, due: say.date(request.dueOn) }
  const late = near === 'overdue'
  await work.mail.send({
    to: officer.replace(/^mailto:/, ''),
    subject: say(late ? 'protection.mail.overdue.subject' : 'protection.mail.soon.subject', values),
    text: say('protection.mail.officer.body', {
      ...values,
      url: `${work.city.url}/protection/desk/${number}`,
    }),
    language,
    key: `reminder-${number}-${request.dueOn}-${reminderDue(request.dueOn, today)}`,
  })
  return true
}

async function remindAll(work: Round, today: string): Promise<void> {
  const soon = addDays(today, REMINDERS[0])
  let after = 0
  for (let n = 0; n < ROUNDS; n += 1) {
    const found = await work.db.look((tx) => listEnding(tx, { soon, after, limit: PORTION }))
    for (const request of found) {
      const due = reminderDue(request.dueOn, today)
      if (due <= request.reminded || !(await remind(work, request, today))) continue
      await work.db.transact((tx) => reminded(tx, request.id, due))
    }
    after = found.at(-1)?.id ?? after
    if (found.length < PORTION) return
  }
}

async function closeOne(tx: Tx, { id }: Asked, now: string): Promise<void> {
  await close(tx, id, now)
  await addEvent(tx, { id: newId(now), request: id, at: now, kind: 'done', by: 'city' })
  const record = recorder(tx, { by: 'retention', now, service: 'protection' })
  await record(moved, { number: numberOf(id), to: 'done' })
}

/** Whoever forgets to close a request leaves it readable: after a while it is closed by itself. */
async function closeAll({ db, vault, now }: Round): Promise<void> {
  const before = new Date(Date.parse(now) - CLOSE_DAYS * 86_400_000).toISOString()
  for (let n = 0; n < ROUNDS; n += 1) {
    const done = await db.transact(async (tx) => {
      const found = await holdDone(tx, before, PORTION)
      for (const request of found) await closeOne(tx, request, now)
      return found
    })
    for (const { id } of done) await vault.revoke(null, numberOf(id), now)
    if (done.length < PORTION) return
  }
}

/**
 * Requests of months whose answers are due by now, ten of them at least or those of a year: how many came, were answered
 * in time, took longer, were late.
 */
async function publish({ db, city, now }: Round, today: string): Promise<void> {
  const thisMonth = `${today.slice(0, 7)}-01`
  const before = `${addDays(thisMonth, -1).slice(0, 7)}-01`
  await db.transact(async (tx) => {
    const stats = await countWaiting(tx, { before, today, zone: city.zone })
    const newYear = today.slice(5, 7) === '01'
    if (!stats || (stats.received < FEWEST && !newYear)) return
    await setCounted(tx, { before, on: today })
    await recorder(tx, { by: 'retention', now, service: 'protection' })(counted, stats)
  })
}

/** Every morning. Done twice on a day it does nothing more. */
export const round = job({
  name: 'protection.round',
  input: z.object({}),
  every: '20 6 * * *',
  async run(work) {
    const today = dateIn(work.now, work.city.zone)
    await remindAll(work, today)
    await closeAll(work)
    await publish(work, today)
  },
})
