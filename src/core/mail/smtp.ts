import type { Transporter } from 'nodemailer'
import type { Sealed } from './mail.ts'
import type { Posting, Signing } from './model.ts'
import { messageOf, sealOf } from './posting.ts'

const SOON = 10_000
const PATIENCE = 30_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Failures before anything was handed over. */
const BEFORE = new Set(['EDNS', 'EAUTH', 'ENOAUTH', 'ETLS', 'EENVELOPE', 'ECONFIG'])

/** A letter the next server did not take. Its text holds codes alone: servers like to repeat addresses. */
export class MailFailure extends Error {
  override readonly name = 'MailFailure'
  /** 421, 550 …; undefined when no server answered (RFC 5321 4.2). */
  readonly reply: number | undefined
  /** The server fell silent under way: perhaps it took the letter. */
  readonly unsure: boolean

  constructor(failure: unknown) {
    const { code, responseCode, response, syscall } = failure as Record<string, unknown>
    const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(String(response ?? ''))?.[0]
    const parts = [code, responseCode, status].filter((part) => part !== undefined)
    super(`the letter was not taken: ${parts.join(' ') || 'no answer'}`)
    this.reply = typeof responseCode === 'number' ? responseCode : undefined
    const early = syscall === 'connect' || BEFORE.has(String(code))
    this.unsure = this.reply === undefined && !early
  }
}

/** What the transport is told by the address of the server; encryption is asked for unless it is here. */
function optionsOf(smtp: string): object {
  const url = new URL(smtp)
  const secure = url.protocol === 'smtps:'
  if (!secure && url.protocol !== 'smtp:') throw new Error('SMTP_URL begins with smtp: or smtps:')
  const user = decodeURIComponent(url.username)
  const lax = LOOPBACK.has(url.hostname) || url.searchParams.get('requireTLS') === 'false'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !lax,
    ...(user && { auth: { user, pass: decodeURIComponent(url.password) } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: SOON,
    greetingTimeout: SOON,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

async function open(options: object): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport(options)
}

/** A letter for the mail library: a machine wrote it (RFC 3834), and each header stands on its line. */
function letterOf({ from, to, subject, text, id, at, language, replyTo, headers }: Sealed): object {
  const all = {
    'Content-Language': language,
    'Auto-Submitted': 'auto-generated',
    ...headers,
  }
  return {
    from,
    to: { name: '', address: to },
    ...(replyTo ? { replyTo: { name: '', address: replyTo } } : {}),
    subject,
    text,
    headers: Object.entries(all).map(([key, value]) => ({
      key,
      value: { prepared: true, value },
    })),
    messageId: id,
    date: new Date(at),
    textEncoding: 'quoted-printable',
    xMailer: false,
  }
}

/** A transport that is opened with its first letter: the mail library takes 21 MB. */
function lazily(options: object) {
  let opening: Promise<Transporter> | undefined
  return {
    async send(message: object): Promise<void> {
      const transport = await (opening ??= open(options))
      try {
        await transport.sendMail(message)
      } catch (failure) {
        throw new MailFailure(failure)
      }
    },
    close: () => void opening?.then((transport) => transport.close()),
  }
}

/** At most so many postings are under way at the same time. */
const LINES = 16

/** A way out over SMTP: letters on two lines, postings of lists on lines of their own, never sent again by themselves. */
export function smtpWay(smtp: string, signing?: Signing) {
  const options = optionsOf(smtp)
  const seal = signing && sealOf(signing)
  const letters = lazily(options)
  const postings = lazily({
    ...options,
    maxConnections: LINES,
    maxMessages: 1000,
    maxRequeues: 0,
  })
  return {
    send(sealed: Sealed): Promise<void> {
      return letters.send(letterOf(sealed))
    },
    post: (posting: Posting, to: string): Promise<void> =>
      postings.send(messageOf(posting, to, seal)),
    close(): void {
      letters.close()
      postings.close()
    },
  }
}
