/** What happens by itself: reminders, the end of what is over, and forgetting what was asked for on the way. */
import { z } from 'zod'
import { addDays, dateIn } from '#core/kernel'
import { enqueuer, job, type JobWork } from '#core/jobs'
import { recorder } from '#core/record'
import { reveal } from '#core/vault'
import { residenceOf } from './config.ts'
import { ended } from './entries.ts'
import { remind } from './purposes.ts'
import { endStanding, listOver, takeToRemind, takeUnanswered } from './store.ts'

const PORTION = 200

/** Name, address and day of birth are erased as soon as the proof is settled (GDPR art. 5(1)(e)). */
export const forgetAsked = job({
  name: 'residence.forget-asked',
  input: z.object({ ref: z.string() }),
  async run({ input, vault, now }) {
    await vault.residence.forget(input.ref, now)
  },
})

/** Says that a proof is nearly over, and where to renew it. The letter says nothing of where somebody lives. */
export const sendReminder = job({
  name: 'residence.send-reminder',
  input: z.object({ ref: z.string(), language: z.string(), until: z.string() }),
  reads: { remind },
  async run({ input, id, personal, mail, say, city }) {
    const read = await personal.remind(input.ref, {
      case: `residence/${input.ref}`,
      reason: 'residence.why.remind',
    })
    const to = read['account.email']
    if (!to) return
    const speak = say(input.language)
    const values = { city: city.name, day: speak.date(input.until), url: `${city.url}/residence` }
    await mail.send({
      to: reveal(to, 'mail'),
      subject: speak('residence.mail.remind.subject', values),
      text: speak('residence.mail.remind.body', values),
      language: input.language,
      key: id,
    })
  },
})

type Night = Pick<JobWork<unknown>, 'db' | 'vault' | 'now'>

/** Proofs whose last day is over end, and their attributes are erased. */
async function endOver({ db, vault, now }: Night, today: string): Promise<number> {
  const over = await db.look((tx) => listOver(tx, today, PORTION))
  for (const { ref } of over) await vault.residence.end(ref, 'retention', now)
  if (over.length === 0) return 0
  await db.transact(async (tx) => {
    let count = 0
    for (const { ref } of over) count += Number(await endStanding(tx, ref, 'over', now))
    const record = recorder(tx, { by: 'retention', now, service: 'residence' })
    if (count > 0) await record(ended, { why: 'over', count })
  })
  return over.length
}

/** Letters nobody answered are over, and what they asked for is erased. */
async function endLetters({ db, vault, now }: Night, today: string): Promise<number> {
  const over = await db.transact((tx) => takeUnanswered(tx, today, PORTION))
  for (const { id, ref } of over) {
    await vault.residence.forget(ref, now)
    await vault.revoke(ref, `letter/${id}`, now)
  }
  return over.length
}

/** Every night: what is over ends, and who is to be reminded is. */
export const nightly = job({
  name: 'residence.nightly',
  input: z.object({}),
  every: '25 3 * * *',
  async run(work) {
    const { db, now, city } = work
    const today = dateIn(now, city.zone)
    for (let round = 0; round < 1000; round += 1) {
      const done = (await endOver(work, today)) + (await endLetters(work, today))
      if (done === 0) break
    }
    const before = addDays(today, residenceOf(city).remindDays)
    await db.transact(async (tx) => {
      const due = await takeToRemind(tx, { before, now, most: 10_000 })
      const ask = enqueuer(tx, () => now)
      for (const { ref, language, until } of due) await ask(sendReminder, { ref, language, until })
    })
  },
})
