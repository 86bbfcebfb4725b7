/** What is computed later: drafts of audits, and every night how long each district waits. */
import { job, type JobWork } from '#core/jobs'
import { addDays, dateIn, dayBegins } from '#core/kernel'
import { listWaited, type Waited } from '#services/reports'
import { z } from 'zod'
import { auditsOf } from './config.ts'
import { draftOf } from './drafting.ts'
import { fairOf } from './fair.ts'
import { holdAudit, readAudit, setDraft } from './store/audits.ts'
import { setFair } from './store/fair.ts'
import { addSample } from './store/labels.ts'

const PORTION = 2000
const MOST = 500

/** Computes an audit that was asked for. Done again it gives the same. */
export const draft = job({
  name: 'audits.draft',
  input: z.object({ number: z.string() }),
  async run({ input, db, city, now }) {
    const audit = await db.look((tx) => readAudit(tx, input.number))
    if (audit.state !== 'asked') return
    const made = await draftOf(db, audit, city.zone)
    await db.transact(async (tx) => {
      const held = await holdAudit(tx, input.number)
      if (held.state !== 'asked') return
      await setDraft(tx, held.id, { ...made, at: now })
      await addSample(tx, held.id, made.sample)
    })
  },
})

type Night = JobWork<Record<never, never>>

async function waited({ db }: Night, days: { from: string; until: string }): Promise<Waited[]> {
  const found: Waited[] = []
  for (let n = 0; n < MOST; n += 1) {
    const after = found.at(-1)?.id ?? 0
    const part = await db.look((tx) => listWaited(tx, { ...days, after, limit: PORTION }))
    found.push(...part)
    if (part.length < PORTION) break
  }
  return found
}

/** Every night: fair service up to the midnight before. Done twice in a night it gives the same. */
export const measure = job({
  name: 'audits.measure',
  input: z.object({}),
  every: '50 3 * * *',
  async run(work) {
    const { city, now, db } = work
    const { residents, days } = auditsOf(city)
    const today = dateIn(now, city.zone)
    const until = dayBegins(today, city.zone)
    const from = dayBegins(addDays(today, -days), city.zone)
    const all = await waited(work, { from, until })
    const result = fairOf(all, { from, until, residents })
    await db.transact((tx) => setFair(tx, today, result))
  },
})
