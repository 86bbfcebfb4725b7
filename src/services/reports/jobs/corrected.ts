/** A letter to whoever reported: what the city corrected, and by when an answer is due now. */
import { z } from 'zod'
import { job } from '#core/jobs'
import { reveal } from '#core/vault'
import { answerable } from '../answerable.ts'
import { categoryOf, reportsOf, wording } from '../config.ts'
import { contactBack } from '../purposes.ts'
import { readCorrected } from '../store/later.ts'

/** What was corrected at the desk in one act, in one letter. */
export const letterCorrected = job({
  name: 'reports.letter-corrected',
  input: z.object({ number: z.string(), category: z.boolean(), place: z.boolean() }),
  reads: { contactBack },
  async run({ input, id, db, personal, mail, say: speaker, city }) {
    const { number } = input
    const report = await db.look((tx) => readCorrected(tx, number))
    if (!report?.contact) return
    const reason = 'reports.why.corrected'
    const data = await personal.contactBack(report.contact, { case: number, reason })
    const to = data['contact.email'] ?? data['account.email']
    if (!to) return
    const { language } = report
    const say = speaker(language)
    const kind = wording(categoryOf(reportsOf(city), report.category)?.name, language)
    const what = input.category ? (input.place ? 'both' : 'category') : 'place'
    const values = {
      number,
      city: city.name,
      what,
      category: kind,
      due: say.date(report.dueOn, 'long'),
      url: `${city.url}/reports/${number}`,
    }
    const text = say('reports.mail.corrected.body', values)
    await mail.send({
      to: reveal(to, 'mail'),
      subject: say('reports.mail.corrected.subject', values),
      ...(await answerable({ db, city }, say, { number, text })),
      language,
      key: id,
    })
  },
})
