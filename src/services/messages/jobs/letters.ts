/** Letters that say that there is a message, and neither what nor from whom. */
import { enqueuer, job } from '#core/jobs'
import { dateIn } from '#core/kernel'
import { reveal } from '#core/vault'
import { z } from 'zod'
import { MAIL, mailNotice } from '../purposes.ts'
import { takeWaiting } from '../store/wishes.ts'

/** One such letter; whoever took their consent back meanwhile gets none, and their address is not read. */
export const letter = job({
  name: 'messages.letter',
  input: z.object({ ref: z.string() }),
  reads: { mailNotice },
  async run({ input: { ref }, id, personal, vault, mail, say: speaker, city }) {
    const { name = '', version = 0 } = mailNotice.notice ?? {}
    const consent = await vault.consented(ref, name)
    if (consent?.version !== version) return
    const to = (await personal.mailNotice(ref, { case: MAIL }))['account.email']
    if (!to) return
    const language = consent.language ?? city.languages[0] ?? 'en'
    const say = speaker(language)
    await mail.send({
      to: reveal(to, 'mail'),
      subject: say('messages.letter.subject', { city: city.name }),
      text: say('messages.letter.body', { city: city.name, url: `${city.url}/messages` }),
      language,
      key: id,
    })
  },
})

const isMonday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1

/** In the morning: who wants one letter a day, or on Mondays one for the week, and has something new. */
export const planLetters = job({
  name: 'messages.plan-letters',
  input: z.object({}),
  every: '5 8 * * *',
  async run({ db, now, city }) {
    const often = isMonday(dateIn(now, city.zone)) ? ['daily', 'weekly'] : ['daily']
    await db.transact(async (tx) => {
      const later = enqueuer(tx, () => now)
      for (const ref of await takeWaiting(tx, { often, at: now })) await later(letter, { ref })
    })
  },
})
