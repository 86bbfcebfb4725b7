/** What becomes of people who are told apart from their namesakes: in the city's own notes, and by itself. */
import { z } from 'zod'
import { addDays, dateIn, newId } from '#core/kernel'
import { enqueuer, job, type JobWork } from '#core/jobs'
import { type Recorder, recorder } from '#core/record'
import { reveal, type ToldApart, wasKept } from '#core/vault'
import type { Tx } from '#core/database'
import { residenceOf } from './config.ts'
import { ended, proved } from './entries.ts'
import { remind } from './purposes.ts'
import * as store from './store.ts'

/** Asks whoever was first, by mail that says no name, to show a fact of their own in time. */
export const askFirst = job({
  name: 'residence.ask-first',
  input: z.object({ ref: z.string(), language: z.string(), until: z.string() }),
  reads: { remind },
  async run({ input, id, personal, mail, say, city }) {
    const why = { case: `residence/${input.ref}`, reason: 'residence.why.apart' }
    const to = (await personal.remind(input.ref, why))['account.email']
    if (!to) return
    const speak = say(input.language)
    const day = speak.date(input.until, 'long')
    const values = { city: city.name, day, url: `${city.url}/residence` }
    await mail.send({
      to: reveal(to, 'mail'),
      subject: speak('residence.mail.apart.subject', values),
      text: speak('residence.mail.apart.body', values),
      language: input.language,
      key: id,
    })
  },
})

interface Noting {
  readonly tx: Tx
  readonly now: string
  readonly record: Recorder
}

type Held = Extract<ToldApart, { state: 'held' }>
interface Proof {
  readonly ref: string
  readonly until: string
  readonly language: string
}

/** Somebody has a proof now, and accounts that stood in its way have none any more. */
async function noteHeld({ tx, now, record }: Noting, { freed }: Held, of: Proof) {
  for (const { ref, same } of freed) {
    const why = same ? 'elsewhere' : 'namesake'
    if (await store.endStanding(tx, ref, why, now)) await record(ended, { why, count: 1 })
  }
  await store.putStanding(tx, { ...of, way: 'desk', now })
  await store.dropApart(tx, [of.ref, ...freed.map(({ ref }) => ref)])
  await record(proved, { way: 'desk', count: 1 })
}

/** Who was first is told until when they are heard, and whoever waits sees it too. */
async function noteWait(
  { tx, now }: Noting,
  { until, first }: Extract<ToldApart, { state: 'waits' }>,
  { ref, language }: Proof,
) {
  await store.putApart(tx, { ref, side: 'waits', until, language, now })
  const ask = enqueuer(tx, () => now)
  for (const one of first) {
    const known = (await store.readStanding(tx, one))?.language ?? language
    await store.putApart(tx, { ref: one, side: 'first', until, language: known, now })
    await ask(askFirst, { ref: one, language: known, until })
  }
}

/** Writes down what the vault said. */
export async function note(work: Noting, said: ToldApart, of: Proof): Promise<void> {
  const { tx, now } = work
  if (said.state === 'held') return noteHeld(work, said, of)
  if (said.state === 'waits') return noteWait(work, said, of)
  if (said.state === 'same') {
    const { ref, language } = of
    return store.putApart(tx, { ref, side: 'same', until: null, language, now })
  }
  await store.dropApart(tx, [of.ref])
  await enqueuer(tx, () => now)(settleApart, {})
}

type Settling = Pick<JobWork<unknown>, 'db' | 'vault' | 'city' | 'now'>

async function settle({ db, vault, city, now }: Settling, ref: string): Promise<void> {
  const until = addDays(dateIn(now, city.zone), residenceOf(city).validDays)
  const batch = newId(now)
  const said = await vault.residence.settleApart({ batch, ref, until, at: now })
  if (said.state === 'kept' || said.state === 'waits') return
  if (said.state === 'held') await vault.grant(batch, ref, remind.id, `residence/${ref}`, now)
  await db.transact(async (tx) => {
    await wasKept(tx, batch, 'residence', now)
    const record = recorder(tx, { by: 'role:official', now, service: 'residence' })
    const { language = city.languages[0] ?? 'en' } = (await store.readApart(tx, ref)) ?? {}
    await note({ tx, now, record }, said, { ref, until, language })
  })
  await vault.confirm(batch)
}

/** Days for which a person reads what came of it. */
const KEPT = 60

/** Settles the waits that are over, or whose namesake showed a fact of their own. */
export const settleApart = job({
  name: 'residence.settle-apart',
  input: z.object({}),
  every: '20 3 * * *',
  async run(work) {
    const { db, vault, now } = work
    for (const ref of await vault.residence.apartDue(now)) await settle(work, ref)
    const before = `${addDays(now.slice(0, 10), -KEPT)}${now.slice(10)}`
    await db.transact((tx) => store.forgetApart(tx, before))
  },
})
