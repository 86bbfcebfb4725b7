/** What other systems say of the reports they were sent comes back onto our timelines. */
import { createHash } from 'node:crypto'
import { job, type JobWork } from '#core/jobs'
import { forOpen311 as reports } from '#services/reports'
import { z } from 'zod'
import type { ForeignRequest, ForeignUpdate } from '../adapters/answers.ts'
import { askAbout, askUpdates, type Line } from '../client.ts'
import { open311Of, type System } from '../config.ts'
import { meaningOf } from '../states.ts'
import { type Delivery, listSent, noteAsked, setHeard } from '../store/deliveries.ts'
import { isNews } from '../store/keys.ts'

type Work = JobWork<Record<string, never>>

/** Deliveries asked about in one run; days for which a closed one may still be opened again. */
const MOST = 500
const DAYS = 28
/** Updates of the last days are asked for, so that a day without either side is made up for. */
const UPDATE_DAYS = 3

const ago = (now: string, days: number) =>
  new Date(Date.parse(now) - days * 86_400_000).toISOString()

/** What was said, as one hash: the same a second time is no news. */
const printOf = ({ status, detailed, notes }: ForeignRequest) =>
  createHash('sha256')
    .update(JSON.stringify([status, detailed, notes]))
    .digest('hex')

/** Words in the city's own language where the other system closed without any. */
function wordsFor(
  work: Work,
  system: System,
  it: { text: string | null; closed: boolean },
): string {
  if (it.text !== null) return it.text.slice(0, 3000)
  const [language = 'en'] = work.city.languages
  return it.closed ? work.say(language)('open311.closed-there', { system: system.name }) : ''
}

async function hear(
  work: Work,
  system: System,
  it: Delivery,
  found: ForeignRequest,
): Promise<void> {
  const heard = printOf(found)
  if (it.heard === heard) return
  const closed = found.status === 'closed'
  const state = meaningOf(found.detailed, found.status)
  const text = wordsFor(work, system, { text: found.notes, closed })
  const { db, now, city } = work
  const { number } = it
  await db.transact(async (tx) => {
    if (!(await reports.readPassed(tx, number))) return
    const hearing = { tx, now, city, service: 'open311' }
    await reports.hearFrom(hearing, { number, state, text, from: system.code })
    await setHeard(tx, it.id, { heard, now, closed })
  })
}

async function hearUpdate(work: Work, system: System, it: Delivery, said: ForeignUpdate) {
  const closing = /^(?:CLOSED|FIXED|CANCELLED|DUPLICATE|NO_FURTHER_ACTION|NOT_COUNCILS)/
  const closed = closing.test(said.status)
  const state = meaningOf(said.status, closed ? 'closed' : 'open')
  const text = wordsFor(work, system, { text: said.text, closed })
  const { db, now, city } = work
  const news = { origin: `system:${system.code}`, update: said.update, now }
  await db.transact(async (tx) => {
    if (!(await reports.readPassed(tx, it.number))) return
    if (!(await isNews(tx, news))) return
    const hearing = { tx, now, city, service: 'open311' }
    await reports.hearFrom(hearing, { number: it.number, state, text, from: system.code })
  })
}

async function pullUpdates(work: Work, line: Line, sent: readonly Delivery[]): Promise<void> {
  const { now } = work
  const updates = (await askUpdates(line, { from: ago(now, UPDATE_DAYS), until: now })) ?? []
  const ours = new Map(sent.map((one) => [one.remote, one]))
  for (const said of updates) {
    const delivery = ours.get(said.id)
    if (delivery) await hearUpdate(work, line.system, delivery, said)
  }
}

async function pullRequests(work: Work, line: Line, sent: readonly Delivery[]): Promise<void> {
  const { most } = line.system.quirks
  for (let first = 0; first < sent.length; first += most) {
    const part = sent.slice(first, first + most)
    const found = await askAbout(
      line,
      part.flatMap(({ remote }) => remote ?? []),
    )
    if (!found) return
    const byId = new Map(found.map((one) => [one.id, one]))
    const ids = part.map(({ id }) => id)
    await work.db.transact((tx) => noteAsked(tx, ids, work.now))
    for (const it of part) {
      const request = byId.get(it.remote ?? '')
      if (request) await hear(work, line.system, it, request)
    }
  }
}

/** Asks every system how our reports stand there. */
export const pull = job({
  name: 'open311.pull',
  input: z.object({}),
  every: '*/5 * * * *',
  async run(work) {
    const { db, now, sender, signal } = work
    for (const system of open311Of(work.city).systems) {
      const sent = await db.look((tx) => listSent(tx, system.code, ago(now, DAYS), MOST))
      if (sent.length === 0) continue
      const line = { system, sender, signal }
      if (system.quirks.updates) await pullUpdates(work, line, sent)
      else await pullRequests(work, line, sent)
    }
  },
})
