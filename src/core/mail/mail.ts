import { createHash } from 'node:crypto'
import { newId } from '#core/kernel'
import { Personal, reveal } from '#core/vault'
import { oneAddress, oneLine, type Sender, senderOf } from './address.ts'
import { mailboxWay } from './mailbox.ts'
import type { Letter, Mail, MailSettings, Posting } from './model.ts'
import { smtpWay } from './smtp.ts'

/** A letter with its address on it: from here on it goes out and nowhere else. */
export interface Sealed {
  readonly id: string
  readonly at: string
  readonly from: Sender
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly language: string
  readonly replyTo?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** `<…@domain>` (RFC 5322 3.6.4): the same for the same key, so a letter sent twice is seen as one. */
function messageId(letter: Letter, from: Sender, at: string): string {
  const own = letter.key && createHash('sha256').update(letter.key).digest('hex').slice(0, 32)
  return `<${own ?? newId(at)}@${from.address.slice(from.address.indexOf('@') + 1)}>`
}

/** The one address of an envelope; a personal one is revealed here and nowhere before. */
function receiverOf({ to }: Pick<Letter | Posting, 'to'>): string {
  return oneAddress(to instanceof Personal ? reveal(to, 'mail') : to)
}

/** A posting as the mailbox of the sample city keeps it: one for each receiver. */
function keptOf({ id, at, from, subject, text, language }: Posting, to: string): Sealed {
  const own = createHash('sha256').update(`${id} ${to}`).digest('hex').slice(0, 32)
  return { id: `<${own}@list>`, at, from, to, subject, text, language }
}

function seal(letter: Letter, from: Sender, at: string): Sealed {
  const to = receiverOf(letter)
  const subject = oneLine(letter.subject)
  const text = letter.text.replace(/\r\n?/g, '\n')
  const language = oneLine(letter.language)
  const sealed = { id: messageId(letter, from, at), at, from, to, subject, text, language }
  const lines = Object.entries(letter.headers ?? {}).map(([name, line]) => [name, oneLine(line)])
  return {
    ...sealed,
    ...(letter.replyTo ? { replyTo: oneAddress(letter.replyTo) } : {}),
    ...(lines.length > 0 ? { headers: Object.fromEntries(lines) } : {}),
  }
}

/**
 * Opens the way out for letters: an SMTP server, or a mailbox folder. Letters are plain text, say that a
 * machine wrote them (RFC 3834), and carry nothing that tells whether they were read.
 */
export function openMail(settings: MailSettings): Mail {
  const from = senderOf(settings.from)
  const clock = settings.clock ?? ((): string => new Date().toISOString())
  const smtp = settings.smtp ? smtpWay(settings.smtp, settings.signing) : undefined
  const mailbox = settings.mailbox && !smtp ? mailboxWay(settings.mailbox) : undefined
  const way = smtp ?? mailbox
  if (!way) throw new Error('mail needs an SMTP server or a mailbox folder')
  return {
    async send(letter) {
      const sealed = seal(letter, from, clock())
      await way.send(sealed)
      return { id: sealed.id }
    },
    async post(posting) {
      const to = receiverOf(posting)
      if (smtp) return smtp.post(posting, to)
      await way.send(keptOf(posting, to))
    },
    listLetters: async () => mailbox?.list() ?? [],
    close: async () => smtp?.close(),
  }
}
