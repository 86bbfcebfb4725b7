/** Reports go to other systems: what is due is sent, and what is passed on by itself is found. */
import { enqueuer, job, type JobWork, type SentFile } from '#core/jobs'
import { newId, newSecret } from '#core/kernel'
import { recorder } from '#core/record'
import { forOpen311 as reports } from '#services/reports'
import { z } from 'zod'
import { type Line, redeem, sendTo } from '../client.ts'
import { codeAt, open311Of, type System } from '../config.ts'
import { passedOn } from '../entries.ts'
import { nextTry, stateAfter, type Tried } from '../model.ts'
import { addDelivery, type Delivery, deliveredOf, setTried, takeDue } from '../store/deliveries.ts'

type Work = JobWork<Record<string, never>>

/** What is tried in one run, and how long it is left to that run alone. */
const MOST = 20
const MINUTES = 10
/** Photos that are sent as files. */
const MOST_FILES = 5

const systemOf = ({ city }: Pick<Work, 'city'>, code: string) =>
  open311Of(city).systems.find((one) => one.code === code)

async function tryOne(work: Work, delivery: Delivery): Promise<Tried> {
  const system = systemOf(work, delivery.system)
  if (!system) return { to: 'failed', why: 'not-configured' }
  const line: Line = { system, sender: work.sender, signal: work.signal }
  if (delivery.token !== null) return redeem(line, delivery.token)
  const report = await work.db.look((tx) => reports.readPassed(tx, delivery.number))
  if (!report || codeAt(system, report.category) === undefined)
    return { to: 'failed', why: 'not-configured' }
  const photos = (await work.db.look((tx) => reports.listPhotos(tx, [delivery.number]))).map(
    ({ file }) => file,
  )
  const files = system.quirks.media === 'files' ? await filesOf(work, photos) : []
  const { city, now } = work
  return sendTo(line, { delivery, report: { ...report, photos }, files, city, now })
}

/** Photos of one request that go as files: `photo1` and so on, as the largest client names them. */
async function filesOf({ files }: Work, photos: readonly string[]): Promise<SentFile[]> {
  const found: SentFile[] = []
  for (const [at, file] of photos.slice(0, MOST_FILES).entries()) {
    const opened = await files.read(file)
    if (!opened) continue
    const field = `photo${at + 1}`
    const parts: Uint8Array[] = []
    for await (const part of opened.stream) if (part instanceof Uint8Array) parts.push(part)
    const bytes = Buffer.concat(parts)
    found.push({ field, name: `${field}.${opened.type.split('/')[1]}`, type: opened.type, bytes })
  }
  return found
}

/** Writes down what came of it; with the report, which from then on waits for the other system. */
async function note(work: Work, delivery: Delivery, tried: Tried): Promise<void> {
  const { db, now } = work
  const state = stateAfter(tried, { ...delivery, now })
  const waits = state === 'unsent' || state === 'token'
  await db.transact(async (tx) => {
    await setTried(tx, delivery.id, {
      ...('why' in tried ? { why: tried.why, said: tried.said } : {}),
      ...(tried.to === 'token' ? { token: tried.token } : {}),
      ...(tried.to === 'sent' ? { remote: tried.remote, sentAt: now } : {}),
      state,
      nextAt: waits ? nextTry(delivery.tries, now) : null,
    })
    const { number, system: from } = delivery
    const shown = state === 'sent' && (await reports.readPassed(tx, number))
    if (shown)
      await reports.passOn({ tx, now, city: work.city, service: 'open311' }, { number, from })
  })
}

/** Sends what is due: at once when it is asked for, and every minute what has to be tried again. */
export const send = job({
  name: 'open311.send',
  input: z.object({}),
  every: '* * * * *',
  async run(work) {
    const { db, now } = work
    const again = new Date(Date.parse(now) + MINUTES * 60_000).toISOString()
    const due = await db.transact((tx) => takeDue(tx, { now, again, most: MOST }))
    for (const delivery of due) await note(work, delivery, await tryOne(work, delivery))
  },
})

/** Reports looked through at once, and how often in one run. */
const PART = 200
const PARTS = 50

/** One part of the open reports; gives the number after which to go on. */
async function passPart(work: Work, system: System, after: number): Promise<number | undefined> {
  const { db, now } = work
  const { categories, units, since = '9999-12-31' } = system
  return db.transact(async (tx) => {
    const of = { categories: Object.keys(categories), units, since, after }
    const found = await reports.listPassable(tx, of, PART)
    const numbers = found.map(({ number }) => number)
    const before = await deliveredOf(tx, system.code, numbers)
    const record = recorder(tx, { by: 'operator', now, service: 'open311' })
    let added = 0
    for (const { number, category, text, lat, address } of found) {
      const readable = text !== null && (lat !== null || address !== null)
      if (before.has(number) || !readable || codeAt(system, category) === undefined) continue
      const reference = newSecret()
      await addDelivery(tx, { id: newId(now), number, system: system.code, reference, now })
      added += 1
      await record(passedOn, { number, system: system.code }, { subject: `/reports/${number}` })
    }
    if (added > 0) await enqueuer(tx, () => now)(send, {})
    const last = numbers.at(-1)
    return numbers.length < PART || !last ? undefined : Number(last.slice(2))
  })
}

/** Finds what is passed on by itself: open reports of the categories and units that a system works on. */
export const passByItself = job({
  name: 'open311.pass-by-itself',
  input: z.object({}),
  every: '*/5 * * * *',
  async run(work) {
    for (const system of open311Of(work.city).systems) {
      if (system.since === undefined) continue
      let after: number | undefined = 0
      for (let part = 0; after !== undefined && part < PARTS; part += 1)
        after = await passPart(work, system, after)
    }
  },
})
