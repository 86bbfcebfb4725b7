/** Once a year the city is asked whether a practice is still true; who does not answer is archived. */
import { z } from 'zod'
import { enqueuer, job } from '#core/jobs'
import { addDays, dateIn, newSecret } from '#core/kernel'
import { recorder } from '#core/record'
import { hashOfCode } from './acting.ts'
import { archived } from './entries.ts'
import { ANSWER_FOR, TRUE_FOR } from './model.ts'
import { findByCode, listToAsk, listUnanswered, setArchived, setAsked } from './store/practices.ts'

const AT_ONCE = 200

/** The letter to the mailbox of the office, in the language the practice is written in. */
export const letter = job({
  name: 'practices.letter',
  input: z.object({ code: z.string() }),
  async run({ input, id, db, mail, say: speaker, city: hub }) {
    const found = await db.look((tx) => findByCode(tx, hashOfCode(input.code)))
    const shown = found?.shown
    if (!found || !shown || found.archivedOn !== null) return
    const language = hub.languages.includes(shown.language)
      ? shown.language
      : (hub.languages[0] ?? 'en')
    const say = speaker(language)
    const values = {
      hub: hub.name,
      title: shown.title,
      until: addDays(found.askedOn ?? '', ANSWER_FOR),
      url: `${hub.url}/practices/asked/${input.code}`,
    }
    await mail.send({
      to: shown.contact,
      subject: say('practices.mail.subject', values),
      text: say('practices.mail.body', values),
      language,
      key: id,
    })
  },
})

/** Every night: whoever was not asked for a year is asked, whoever did not answer for 60 days is archived. */
export const askAgain = job({
  name: 'practices.ask-again',
  input: z.object({}),
  every: '23 4 * * *',
  async run({ db, now, city: hub }) {
    const today = dateIn(now, hub.zone)
    await db.transact(async (tx) => {
      const record = recorder(tx, { by: 'operator', now, service: 'practices' })
      for (const { number, city } of await listUnanswered(
        tx,
        addDays(today, -ANSWER_FOR),
        AT_ONCE,
      )) {
        const because = 'unanswered'
        await setArchived(tx, { number, because, on: today, at: now })
        const body = { practice: number, city, because }
        await record(archived, body, { subject: `/practices/${number}` })
      }
      const ask = enqueuer(tx, () => now)
      for (const { number } of await listToAsk(tx, addDays(today, -TRUE_FOR), AT_ONCE)) {
        const code = newSecret()
        await setAsked(tx, { number, on: today, code: hashOfCode(code) })
        await ask(letter, { code })
      }
    })
  },
})
