/** What happens later: letters to reporters, drafts that vanish, reports that stop waiting. */
import { z } from 'zod'
import { job } from '#core/jobs'
import { newId, newSecret } from '#core/kernel'
import { recorder } from '#core/record'
import { reveal } from '#core/vault'
import { advance, type Hand } from './advance.ts'
import { answerable } from './answerable.ts'
import { confirm, contactBack } from './purposes.ts'
import { forgetUnmaskings } from './store/desk.ts'
import { takeForgotten } from './store/drafts.ts'
import { readContact } from './store/followers.ts'
import { holdWaiting, readLetter } from './store/later.ts'

/** The letter with the number, right after reporting. */
export const letterConfirm = job({
  name: 'reports.letter-confirm',
  input: z.object({ number: z.string() }),
  reads: { confirm },
  async run({ input, id, db, personal, mail, say: speaker, city }) {
    const report = await db.look((tx) => readLetter(tx, input.number))
    if (!report?.contact) return
    const data = await personal.confirm(report.contact, { case: input.number })
    const to = data['contact.email'] ?? data['account.email']
    if (!to) return
    const say = speaker(report.language)
    const values = {
      number: input.number,
      city: city.name,
      url: `${city.url}/reports/${input.number}`,
    }
    const text = say('reports.mail.confirm.body', values)
    await mail.send({
      to: reveal(to, 'mail'),
      subject: say('reports.mail.confirm.subject', values),
      ...(await answerable({ db, city }, say, { number: input.number, text })),
      language: report.language,
      key: id,
    })
  },
})

/** What the city said in public, or asked, sent to the reporter who left an address. */
export const letterAnswer = job({
  name: 'reports.letter-answer',
  input: z.object({ number: z.string(), happening: z.string() }),
  reads: { contactBack },
  async run({ input, id, db, personal, mail, say: speaker, city }) {
    const report = await db.look((tx) => readLetter(tx, input.number, input.happening))
    if (!report?.contact || report.text === null) return
    const reason = report.kind === 'asked' ? 'reports.why.question' : 'reports.why.answer'
    const data = await personal.contactBack(report.contact, { case: input.number, reason })
    const to = data['contact.email'] ?? data['account.email']
    if (!to) return
    const say = speaker(report.language)
    const template = report.kind === 'asked' ? 'question' : 'answer'
    const values = {
      number: input.number,
      city: city.name,
      text: report.text,
      state: say(`reports.state.${report.state}`),
      url: `${city.url}/reports/${input.number}`,
    }
    const text = say(`reports.mail.${template}.body`, values)
    await mail.send({
      to: reveal(to, 'mail'),
      subject: say(`reports.mail.${template}.subject`, values),
      ...(await answerable({ db, city }, say, { number: input.number, text })),
      language: report.language,
      key: id,
    })
  },
})

/** What the city said in public, sent to somebody who joined the report or reported the same. */
export const letterFollower = job({
  name: 'reports.letter-follower',
  input: z.object({ number: z.string(), happening: z.string(), case: z.string() }),
  reads: { contactBack },
  async run({ input, id, db, personal, mail, say: speaker, city }) {
    const { number, happening } = input
    const report = await db.look((tx) => readLetter(tx, number, happening))
    const whom = await db.look((tx) => readContact(tx, input.case))
    if (!whom || !report || report.text === null || report.audience !== 'public') return
    const { contact, language } = whom
    const reason = 'reports.why.answer'
    const data = await personal.contactBack(contact, { case: input.case, reason })
    const to = data['contact.email'] ?? data['account.email']
    if (!to) return
    const say = speaker(language)
    const state = say(`reports.state.${report.state}`)
    const url = `${city.url}/reports/${number}`
    const values = { number, city: city.name, text: report.text, state, url }
    const text = say('reports.mail.joined.body', values)
    await mail.send({
      to: reveal(to, 'mail'),
      subject: say('reports.mail.answer.subject', values),
      ...(await answerable({ db, city }, say, { number: input.case, text })),
      language,
      key: id,
    })
  },
})

/** Drafts nobody came back to vanish with everything in them. */
export const forgetDrafts = job({
  name: 'reports.forget-drafts',
  input: z.object({}),
  every: '17 * * * *',
  async run({ db, files, now, vault }) {
    const forgotten = await db.transact(async (tx) => {
      await forgetUnmaskings(tx, now)
      const found = await takeForgotten(tx, now, 200)
      for (const photo of found.flatMap((draft) => draft.photos)) await files.release(tx, photo)
      return found
    })
    for (const { number } of forgotten) if (number) await vault.revoke(null, `R-${number}`, now)
  },
})

/** Reports whose question nobody answered, or whose reopening nobody judged, go on by themselves. */
export const stopWaiting = job({
  name: 'reports.stop-waiting',
  input: z.object({}),
  every: '*/10 * * * *',
  async run({ db, now, city }) {
    await db.transact(async (tx) => {
      const hand: Hand = {
        tx,
        now,
        city,
        who: { by: 'city', badge: null, unit: null },
        newId: () => newId(now),
        newSecret,
        record: recorder(tx, { by: 'retention', now, service: 'reports' }),
        tell: async () => undefined,
      }
      for (const report of await holdWaiting(tx, now, 50)) {
        const asked = report.state === 'waiting_reporter'
        const to = asked ? (report.before ?? 'received') : 'reopened'
        await advance(hand, report, { to, as: 'city', facts: { because: 'no-answer' } })
      }
    })
  },
})
