import { job } from '#core/jobs'
import { z } from 'zod'

/** Sends a letter of an account. The vault alone knows to whom, and whether there is anybody. */
export const sendLetter = job({
  name: 'account.send-letter',
  input: z.object({ letter: z.string(), about: z.string().optional() }),
  retries: 4,

  async run({ input, now, vault, mail, say, city }) {
    const letter = await vault.accounts.letter(input.letter, now)
    if (!letter) return
    const speak = say(letter.language)
    const about = input.about ?? ''
    const values = { city: city.name, secret: letter.secret, url: city.url, about }
    await mail.send({
      to: letter.to,
      subject: speak(`account.mail.${letter.kind}.subject`, values),
      text: speak(`account.mail.${letter.kind}.body`, values),
      language: letter.language,
      key: input.letter,
    })
  },
})
