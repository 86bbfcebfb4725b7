/** Every morning: what is late goes to the accountable officer, what is over is closed, and old words are erased. */
import { type JobWork, job } from '#core/jobs'
import { addDays, dateIn, newId } from '#core/kernel'
import { recorder } from '#core/record'
import { z } from 'zod'
import { contestsOf } from './config.ts'
import { escalated, moved, remedyLate } from './entries.ts'
import { numberOf } from './model.ts'
import { addEvent, change, forget } from './store/change.ts'
import { holdEnding, holdForgotten, holdLate, holdUnremedied } from './store/lists.ts'
import type { Contest, Event } from './store/rows.ts'

/** Contests that are looked at together, and how often. */
const PORTION = 100
const ROUNDS = 50

type Round = JobWork<Record<never, never>>
type Tx = Parameters<Parameters<Round['db']['transact']>[0]>[0]

const byCity = (now: string, contest: number, state: Event['state'], says: string | null = null) =>
  ({ id: newId(now), contest, at: now, state, by: 'city', badge: null, says }) as const

/** Does something with each contest of a kind, a portion in one transaction, until none is left. */
async function each(
  { db }: Round,
  held: (tx: Tx) => Promise<Contest[]>,
  work: (tx: Tx, contest: Contest) => Promise<void>,
): Promise<Contest[]> {
  const all: Contest[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await db.transact(async (tx) => {
      const part = await held(tx)
      for (const contest of part) await work(tx, contest)
      return part
    })
    all.push(...found)
    if (found.length < PORTION) break
  }
  return all
}

/** Writes to the mailbox that the city states for its algorithms, or for digital rights. */
async function writeToOfficer(
  work: Round,
  contest: Contest,
  { what, due }: { readonly what: 'late' | 'unremedied'; readonly due: string },
): Promise<void> {
  const { city, mail } = work
  const contacts = city.discovery?.contacts ?? {}
  const officer = contacts['algorithms'] ?? contacts['digitalRights'] ?? contacts['dpo']
  const number = numberOf(contest.id)
  if (!officer) {
    work.log.error({ number }, 'a contest is late: name discovery.contacts.algorithms in city.json')
    return
  }
  const [language = 'en'] = city.languages
  const say = work.say(language)
  const url = `${city.url}/contests/desk/${number}`
  await mail.send({
    to: officer.replace(/^mailto:/, ''),
    subject: say(`contests.mail.${what}.subject`, { number }),
    text: say(`contests.mail.${what}.body`, { number, due: say.date(due), url }),
    language,
    key: `contest-${what}-${number}-${due}`,
  })
}

async function escalate(work: Round, today: string): Promise<void> {
  const { now } = work
  const late = await each(
    work,
    (tx) => holdLate(tx, today, PORTION),
    async (tx, { id, algorithm, dueOn: due }) => {
      await change(tx, id, { escalatedOn: today })
      await addEvent(tx, byCity(now, id, 'escalated', due))
      const record = recorder(tx, { by: 'retention', now, service: 'contests' })
      const subject = `/algorithms/${algorithm}`
      await record(escalated, { number: numberOf(id), algorithm, due }, { subject })
    },
  )
  for (const contest of late) {
    await writeToOfficer(work, contest, { what: 'late', due: contest.dueOn })
  }
}

/** What was upheld and is not put right by its day goes to the accountable officer, once. */
async function escalateRemedies(work: Round, today: string): Promise<void> {
  const { now } = work
  const late = await each(
    work,
    (tx) => holdUnremedied(tx, today, PORTION),
    async (tx, { id, algorithm, remedyBy }) => {
      const due = remedyBy ?? today
      await change(tx, id, { remedyEscalatedOn: today })
      await addEvent(tx, byCity(now, id, 'remedy_late', due))
      const record = recorder(tx, { by: 'retention', now, service: 'contests' })
      const subject = `/algorithms/${algorithm}`
      await record(remedyLate, { number: numberOf(id), algorithm, due }, { subject })
    },
  )
  for (const contest of late) {
    await writeToOfficer(work, contest, { what: 'unremedied', due: contest.remedyBy ?? today })
  }
}

async function close(work: Round, today: string): Promise<void> {
  const { now } = work
  await each(
    work,
    (tx) => holdEnding(tx, today, PORTION),
    async (tx, { id, algorithm, endedAt }) => {
      await change(tx, id, { state: 'closed', ...(endedAt === null ? { endedAt: now } : {}) })
      await addEvent(tx, byCity(now, id, 'closed'))
      const record = recorder(tx, { by: 'retention', now, service: 'contests' })
      const subject = `/algorithms/${algorithm}`
      await record(moved, { number: numberOf(id), to: 'closed' }, { subject })
    },
  )
}

async function forgetWords(work: Round, today: string): Promise<void> {
  const { wordsMonths } = contestsOf(work.city)
  const before = `${addDays(today, -Math.round(wordsMonths * 30.44))}T00:00:00.000Z`
  await each(
    work,
    (tx) => holdForgotten(tx, before, PORTION),
    async (tx, { id }) => {
      await forget(tx, id, today)
      await addEvent(tx, byCity(work.now, id, 'erased'))
    },
  )
}

/** Every morning. Done twice on a day it does nothing more. */
export const round = job({
  name: 'contests.round',
  input: z.object({}),
  every: '40 6 * * *',
  async run(work) {
    const today = dateIn(work.now, work.city.zone)
    await escalate(work, today)
    await escalateRemedies(work, today)
    await close(work, today)
    await forgetWords(work, today)
  },
})
