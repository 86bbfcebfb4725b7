/** Letters of a list to one person: to confirm, to be told once that a message waits, to find one's subscription. */
import { z } from 'zod'
import { job, type JobWork } from '#core/jobs'
import type { Purposes, Revealed } from '#core/vault'
import type { contactEmail } from '#core/vault'
import { caseOf, noticeOf } from '../model.ts'
import { deliver, tell } from '../purposes.ts'
import { addressOf, messageIdOf, wayAddress } from '../sending.ts'
import { type List, readList } from '../store/lists.ts'
import { readMessage, setNotice } from '../store/messages.ts'
import { readSubscriber } from '../store/subscribers.ts'

type Address = Revealed<string, typeof contactEmail>['contact.email']

interface Written {
  readonly list: List
  readonly to: Address
  readonly language: string
  readonly subject: string
  readonly text: string
  readonly replyTo: string
  readonly inReplyTo?: string
}

/** A machine wrote it, and nobody is to answer by machine (RFC 3834); a failure of it concerns nobody. */
async function send<P extends Purposes>(work: JobWork<unknown, P>, it: Written): Promise<void> {
  if (!it.to) return
  const { list, language, subject, text, replyTo, inReplyTo } = it
  await work.mail.post({
    to: it.to,
    bounceTo: wayAddress(list, 'bounces'),
    from: { name: list.title, address: addressOf(list) },
    list: null,
    replyTo,
    subject,
    text,
    language,
    at: work.now,
    id: messageIdOf(work.id, list),
    inReplyTo,
    references: inReplyTo === undefined ? [] : [inReplyTo],
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Loop': addressOf(list) },
  })
}

/** One letter with a link; a reply to it does the same. */
export const letterConfirm = job({
  name: 'lists.letter-confirm',
  input: z.object({ subscriber: z.string() }),
  reads: { deliver },
  async run(work) {
    const { input, db, personal, say: speaker, city } = work
    const found = await db.look(async (tx) => {
      const subscriber = await readSubscriber(tx, input.subscriber)
      return subscriber && { subscriber, list: await readList(tx, subscriber.list) }
    })
    if (!found) return
    const { subscriber, list } = found
    const values = await personal.deliver(subscriber.contact, { case: caseOf(subscriber.id) })
    const say = speaker(subscriber.language)
    const asked = subscriber.state === 'asked'
    const words = {
      list: list.title,
      city: city.name,
      url: `${city.url}/lists/mine/${subscriber.code}`,
    }
    await send(work, {
      list,
      to: values['contact.email'],
      language: subscriber.language,
      subject: say(asked ? 'lists.mail.confirm.subject' : 'lists.mail.link.subject', words),
      text: say(asked ? 'lists.mail.confirm.body' : 'lists.mail.link.body', words),
      replyTo: asked ? wayAddress(list, 'confirm', subscriber.code) : addressOf(list),
    })
  },
})

/** Says to who wrote that the message waits for a person; then nobody may read the address any more. */
export const letterHeld = job({
  name: 'lists.letter-held',
  input: z.object({ message: z.string() }),
  reads: { tell },
  async run(work) {
    const { input, db, now, personal, vault, say: speaker, city } = work
    const { message, list } = await db.look(async (tx) => {
      const it = await readMessage(tx, input.message)
      return { message: it, list: await readList(tx, it.list) }
    })
    if (message.notice !== null) {
      const values = await personal.tell(message.notice, { case: noticeOf(message.id) })
      const language = city.languages[0] ?? 'en'
      const say = speaker(language)
      const words = { list: list.title, url: `${city.url}/lists/${list.name}` }
      await send(work, {
        list,
        to: values['contact.email'],
        language,
        subject: say('lists.mail.held.subject', words),
        text: say(`lists.mail.held.${message.because ?? 'stranger'}`, words),
        replyTo: addressOf(list),
        inReplyTo: message.messageId,
      })
    }
    await db.transact((tx) => setNotice(tx, message.id, null))
    await vault.revoke(null, noticeOf(message.id), now)
  },
})
