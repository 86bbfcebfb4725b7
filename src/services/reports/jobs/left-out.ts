/** A letter to whoever answered by mail: which of the files that came with it could not be kept. */
import { z } from 'zod'
import { job } from '#core/jobs'
import { reveal } from '#core/vault'
import { answerable } from '../answerable.ts'
import { contactBack } from '../purposes.ts'
import { readContact } from '../store/followers.ts'

/** How many files were left out of an answer, told to the address that was left with the case. */
export const letterLeftOut = job({
  name: 'reports.letter-left-out',
  input: z.object({ number: z.string(), lost: z.number() }),
  reads: { contactBack },
  async run({ input, id, db, personal, mail, say: speaker, city }) {
    const { number, lost } = input
    const whom = await db.look((tx) => readContact(tx, number))
    if (!whom) return
    const { contact, language } = whom
    const why = { case: number, reason: 'reports.why.left-out' }
    const known = await personal.contactBack(contact, why)
    const to = known['contact.email'] ?? known['account.email']
    if (!to) return
    const say = speaker(language)
    const values = { number, city: city.name, count: lost, url: `${city.url}/reports/${number}` }
    const text = say('reports.mail.leftOut.body', values)
    await mail.send({
      to: reveal(to, 'mail'),
      subject: say('reports.mail.leftOut.subject', values),
      ...(await answerable({ db, city }, say, { number, text })),
      language,
      key: id,
      headers: { 'Auto-Submitted': 'auto-replied' },
    })
  },
})
